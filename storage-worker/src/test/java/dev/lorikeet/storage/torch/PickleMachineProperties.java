package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.TensorFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs that nobody wrote, made of instructions that are right one by one. */
final class PickleMachineProperties {
    private static final PickleLimits LIMITS = TorchBytes.limits().pickle();
    private static final AtomicInteger FOREIGN = new AtomicInteger();
    private static final AtomicInteger FINISHED = new AtomicInteger();

    /** @param foreign whether it names something that is not in the list, in whichever way */
    record Step(String hex, boolean foreign) {
        static Step of(Consumer<PickleAssembler> content) {
            var assembler = new PickleAssembler();
            content.accept(assembler);
            return of(assembler.bytes());
        }

        static Step of(byte[] bytes) {
            return new Step(HexFormat.of().formatHex(bytes), false);
        }

        Step outside() {
            return new Step(hex, true);
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    record Program(List<Step> steps) {
        boolean isForeign() {
            return steps.stream().anyMatch(Step::foreign);
        }

        byte[] bytes() {
            return Mutation.joined(steps.stream().map(Step::bytes).toList());
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes());
        }
    }

    private static boolean finishes(Program program) {
        FOREIGN.addAndGet(program.isForeign() ? 1 : 0);
        var reading = Excerpt.nothingOf(0).read(_ -> {
            var in = PickleBytes.of(ByteBuffer.wrap(program.bytes()));
            new PickleMachine(in, Dialect.ARCHIVE, LIMITS).run();
            return new TensorFile(FileFormat.CKPT, List.of(), Map.of(), in.isAtEnd() ? 1 : 0);
        });
        boolean finishes = reading instanceof Done(var file) && file.dataFrom() == 1;
        FINISHED.addAndGet(finishes ? 1 : 0);
        return finishes;
    }

    private static Arbitrary<Step> inside() {
        var wholes = Arbitraries.longs().between(-3, 300).map(number -> Step.of(p -> p.whole(number)));
        var texts = Arbitraries.of("storage", "0", "1", "cpu", "w", "_metadata", "os", "system")
                .map(text -> Step.of(p -> p.text(text)));
        var memo = Arbitraries.of(Opcode.BINPUT, Opcode.BINGET)
                .flatMap(op -> Arbitraries.integers().between(0, 8).map(index -> Step.of(p -> p.op(op, index))));
        var simple = Arbitraries.of(Opcode.NONE, Opcode.NEWTRUE, Opcode.NEWFALSE, Opcode.MARK, Opcode.EMPTY_TUPLE,
                Opcode.EMPTY_LIST, Opcode.EMPTY_DICT, Opcode.TUPLE, Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3,
                Opcode.APPEND, Opcode.APPENDS, Opcode.SETITEM, Opcode.SETITEMS, Opcode.REDUCE, Opcode.BUILD,
                Opcode.BINPERSID).map(op -> Step.of(p -> p.op(op)));
        var names = Arbitraries.of(Known.ALL.keySet())
                .map(name -> Step.of(p -> p.op(Opcode.GLOBAL).raw(name.replace(' ', '\n') + "\n")));
        var whole = Arbitraries.of(Step.of(PickleAssembler::orderedDict), Step.of(PickleAssembler::tensor),
                Step.of(PickleAssembler::floats), Step.of(p -> p.wholes(2, 2)));
        return Arbitraries.frequencyOf(Tuple.of(3, wholes), Tuple.of(3, texts), Tuple.of(3, memo), Tuple.of(8, simple),
                Tuple.of(3, names), Tuple.of(3, whole));
    }

    private static Arbitrary<Step> foreignNames(Opcode... by) {
        var modules = Arbitraries.of("os", "builtins", "torch", "torch._utils", "collections", "torch.storage", "posix",
                "__builtin__", "", "torch.nn.parameter", "collections.abc");
        var names = Arbitraries.of("system", "eval", "Tensor", "_rebuild_qtensor", "OrderedDict.update", "Counter",
                "floatStorage", "_rebuild_tensor_v2 ", "QInt8Storage", "", "Parameter", "__class__");
        return Combinators.combine(modules, names, Arbitraries.of(by))
                .as((module, name, op) -> Step.of(p -> p.op(op).raw(module + "\n" + name + "\n")).outside());
    }

    private static Arbitrary<Step> outside() {
        var others = Arbitraries.of(Opcode.STACK_GLOBAL, Opcode.OBJ, Opcode.NEWOBJ, Opcode.NEWOBJ_EX)
                .map(op -> Step.of(p -> p.op(op)).outside());
        var extensions = Arbitraries.of(Step.of(p -> p.op(Opcode.EXT1, 1)).outside(),
                Step.of(p -> p.op(Opcode.EXT4, 1, 0, 0, 0)).outside());
        return Arbitraries.frequencyOf(Tuple.of(6, foreignNames(Opcode.GLOBAL, Opcode.INST)), Tuple.of(2, others),
                Tuple.of(1, extensions));
    }

    private static Program framed(List<Step> steps) {
        var all = new ArrayList<>(steps);
        all.addFirst(Step.of(p -> p.proto(2)));
        all.addLast(Step.of(p -> p.op(Opcode.STOP)));
        return new Program(all);
    }

    @Provide
    Arbitrary<Program> programs() {
        return Arbitraries.frequencyOf(Tuple.of(12, inside()), Tuple.of(1, outside()))
                .list()
                .ofMaxSize(14)
                .map(PickleMachineProperties::framed);
    }

    private static Arbitrary<List<Step>> right() {
        return TorchStates.any()
                .map(state -> TorchPickle.steps(state).stream().map(Step::of).toList());
    }

    private static List<Integer> places(List<Step> steps, Opcode of) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).bytes()[0] == (byte) of.code())
                .boxed()
                .toList();
    }

    /** Right ones, into which something was put, or from which something was taken. */
    @Provide
    Arbitrary<Program> almostRight() {
        var others = Arbitraries.frequencyOf(Tuple.of(3, inside()), Tuple.of(2, outside())).list().ofMaxSize(2);
        return Combinators.combine(right(), others, Arbitraries.integers().between(0, Integer.MAX_VALUE),
                Arbitraries.integers().between(0, 2)).as((right, more, place, fewer) -> {
                    var all = new ArrayList<>(right);
                    int at = 1 + place % (all.size() - 1);
                    for (int i = 0; i < fewer && at < all.size() - 1; i++) {
                        all.remove(at);
                    }
                    all.addAll(Math.min(at, all.size() - 1), more);
                    return new Program(all);
                });
    }

    /** Right ones but for a name: one that stands instead of another, or as an entry, called or not. */
    @Provide
    Arbitrary<Program> rightButForAName() {
        return Combinators.combine(right(), foreignNames(Opcode.GLOBAL), Arbitraries.integers().between(0, 1_000),
                Arbitraries.integers().between(0, 2)).as((right, foreign, place, way) -> {
                    var all = new ArrayList<>(right);
                    var names = places(all, Opcode.GLOBAL);
                    var calls = places(all, Opcode.REDUCE);
                    if (way == 0) {
                        all.set(names.get(place % names.size()), foreign);
                    } else {
                        var dicts = places(all, Opcode.EMPTY_DICT);
                        int at = dicts.isEmpty() ? calls.getFirst() : dicts.get(place % dicts.size());
                        var value = way == 1 ? Step.of(_ -> {})
                                : Step.of(p -> p.op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE));
                        all.addAll(at + 1, List.of(Step.of(p -> p.text("another entry")), foreign, value,
                                Step.of(p -> p.op(Opcode.SETITEM))));
                    }
                    return new Program(all);
                });
    }

    // Feature: lora-management, our own law: no program that names something outside of the list gets to its end
    @Property(tries = 4_000)
    void noProgramWithAForeignNameIsFollowedToItsEnd(@ForAll("programs") Program program) {
        assertThat(finishes(program) && program.isForeign()).isFalse();
    }

    // Feature: lora-management, our own law: nor does a right one with such a name put into it
    @Property(tries = 3_000)
    void noForeignNameFitsIntoARightProgram(@ForAll("almostRight") Program program) {
        assertThat(finishes(program) && program.isForeign()).isFalse();
    }

    // Feature: lora-management, our own law: nor one that would be right if the name were in the list
    @Property(tries = 3_000)
    void noForeignNameStandsForAnother(@ForAll("rightButForAName") Program program) {
        assertThat(finishes(program)).isFalse();
    }

    @AfterContainer
    static void thereWereForeignNamesAndEnds() {
        assertThat(FOREIGN.get()).isGreaterThan(1_500);
        assertThat(FINISHED.get()).isGreaterThan(300);
    }
}
