package dev.lorikeet.storage.torch;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Reading.Done;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.file.FileFault.DUPLICATE_KEY;
import static dev.lorikeet.storage.file.FileFault.INVALID_NAME;
import static dev.lorikeet.storage.file.FileFault.INVALID_UTF8;
import static dev.lorikeet.storage.file.FileFault.NOT_A_STATE_DICT;
import static dev.lorikeet.storage.file.FileFault.NO_TENSORS;
import static dev.lorikeet.storage.file.FileFault.PICKLE_CALL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_GLOBAL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_LIMIT;
import static dev.lorikeet.storage.file.FileFault.PICKLE_OPCODE;
import static dev.lorikeet.storage.file.FileFault.PICKLE_PROTOCOL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_TRAILING_DATA;
import static dev.lorikeet.storage.file.FileFault.STORAGE_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.TENSOR_OUT_OF_STORAGE;
import static dev.lorikeet.storage.file.FileFault.UNKNOWN_DTYPE;
import static dev.lorikeet.storage.file.FileFault.VALIDATION_OVERFLOW;
import static dev.lorikeet.storage.torch.Expected.RIGHT;
import static dev.lorikeet.storage.torch.Expected.entry;
import static dev.lorikeet.storage.torch.Expected.fault;
import static dev.lorikeet.storage.torch.Expected.pickle;
import static org.assertj.core.api.Assertions.assertThat;

/** Each rule of the machine, broken alone, in an archive that is right in every other way. */
final class PickleFaultsTest {
    private static Expected bytes(String name, FileFault fault, PickleAssembler assembler) {
        return fault(name, fault, TorchBytes.around(assembler.bytes()));
    }

    @Test
    void theRightOneIsAccepted() {
        assertThat(TorchBytes.read(TorchBytes.pickled(RIGHT)).reading()).isInstanceOf(Done.class);
    }

    @TestFactory
    Stream<DynamicTest> rule1AProtocolAtTheBeginningAndAStopAtTheEnd() {
        return Expected.all(bytes("no protocol", PICKLE_PROTOCOL, new PickleAssembler().dict().op(Opcode.STOP)),
                bytes("protocol 3", PICKLE_PROTOCOL, new PickleAssembler().proto(3).dict().op(Opcode.STOP)),
                bytes("protocol 4", PICKLE_PROTOCOL, new PickleAssembler().proto(4).dict().op(Opcode.STOP)),
                pickle("a second protocol", PICKLE_OPCODE, p -> p.proto(2).dict()).saying("PROTO"),
                bytes("no stop", PICKLE_OPCODE, new PickleAssembler().proto(2).dict()).saying("breaks off"),
                bytes("nothing but a protocol", PICKLE_OPCODE, new PickleAssembler().proto(2)),
                bytes("half a protocol", PICKLE_OPCODE, new PickleAssembler().op(Opcode.PROTO)),
                bytes("half an argument", PICKLE_OPCODE, new PickleAssembler().proto(2).op(Opcode.BININT, 1, 2)),
                bytes("a text beyond the end", PICKLE_OPCODE,
                        new PickleAssembler().proto(2).op(Opcode.BINUNICODE, 100, 0, 0, 0)),
                bytes("a name without an end", PICKLE_OPCODE,
                        new PickleAssembler().proto(2).op(Opcode.GLOBAL).raw("os")),
                fault("a second pickle", PICKLE_TRAILING_DATA, TorchBytes.around(
                        new PickleAssembler().raw(PickleAssembler.pickle(RIGHT))
                                .raw(PickleAssembler.pickle(RIGHT))
                                .bytes())),
                bytes("a byte behind the stop", PICKLE_TRAILING_DATA,
                        new PickleAssembler().raw(PickleAssembler.pickle(RIGHT)).raw("\n")),
                pickle("two results", PICKLE_OPCODE, RIGHT.andThen(RIGHT)), pickle("no result", PICKLE_OPCODE, _ -> {}),
                pickle("a mark left over", PICKLE_OPCODE, p -> RIGHT.accept(p.op(Opcode.MARK))),
                pickle("no mark", PICKLE_OPCODE, p -> p.dict().op(Opcode.SETITEMS)),
                pickle("a taking below the mark", PICKLE_OPCODE, p -> p.whole(1).op(Opcode.MARK).op(Opcode.TUPLE1)),
                pickle("a taking from nothing", PICKLE_OPCODE, p -> p.op(Opcode.REDUCE)),
                pickle("a keeping of a mark", PICKLE_OPCODE, p -> p.dict().op(Opcode.MARK).keep()));
    }

    @TestFactory
    Stream<DynamicTest> rule1NoInstructionThatTorchDoesNotWrite() {
        return Stream.of(Opcode.values())
                .filter(op -> !USED.contains(op.name() + " "))
                .flatMap(op -> Expected.all(
                        pickle(op.name(), op == Opcode.INST ? PICKLE_GLOBAL : PICKLE_OPCODE,
                                p -> p.dict().op(op).raw("os\nsystem\n"))
                                .saying(op == Opcode.INST ? "os.system" : op.name())));
    }

    private static final String USED = "GLOBAL REDUCE BUILD MARK TUPLE TUPLE1 TUPLE2 TUPLE3 EMPTY_TUPLE EMPTY_LIST"
            + " EMPTY_DICT NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE BINPERSID BINGET"
            + " LONG_BINGET BINPUT LONG_BINPUT APPEND APPENDS SETITEM SETITEMS STOP ";

    @Test
    void rule1NoByteThatIsNoInstruction() {
        pickle("0xFF", PICKLE_OPCODE, p -> p.raw((byte) 0xFF)).saying("0xFF at byte 2").check(Map.of());
    }

    private static Expected name(String module, String name, String words) {
        return pickle("the name " + module + " " + name, PICKLE_GLOBAL, p -> p.global(module, name)).saying(words);
    }

    @TestFactory
    Stream<DynamicTest> rule2NoNameThatIsNotInTheList() {
        return Expected.all(name("os", "system", "would run os.system when opened"),
                name("posix", "system", "would run posix.system"), name("builtins", "eval", "run builtins.eval"),
                name("__builtin__", "exec", "run __builtin__.exec"), name("builtins", "set", "would use builtins.set"),
                name("collections", "ordereddict", "use"), name("collections", "OrderedDict.__init__", "use"),
                name("collections ", "OrderedDict", "use"), name("collections", "OrderedDict\r", "use"),
                name("collections", "Counter", "use"), name("", "", "use"), name("torch", "Tensor", "use"),
                name("torch._utils", "_rebuild_tensor", "use"), name("torch._utils", "_rebuild_qtensor", "use"),
                name("torch.storage", "TypedStorage", "use"), name("torch", "UntypedStorage", "use"),
                name("torch.storage", "_load_from_bytes", "run"), name("torch._tensor", "_rebuild_from_type_v2", "run"),
                name("_codecs", "encode", "use"), name("numpy.core.multiarray", "_reconstruct", "use"),
                name("argparse", "Namespace", "use"),
                name("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint", "use"),
                name("torch.nn.parameter", "Parameter", "use"), name("torch", "float32", "use"),
                name("c\u00f3llections", "OrderedDict", "use"), name("os\0", "x".repeat(500), "…"));
    }

    @TestFactory
    Stream<DynamicTest> rule2NoKindOfNumbersThatCannotBeStored() {
        return Stream.of("ComplexDoubleStorage", "QInt8Storage", "QUInt8Storage", "QInt32Storage", "QUInt4x2Storage",
                "QUInt2x4Storage")
                .flatMap(kind -> Expected.all(
                        entry(kind, UNKNOWN_DTYPE, p -> p.storage(kind, "1", 2)).saying(kind)));
    }

    @Test
    void rule2NoKindOfNumbersThatCameLater() {
        entry("uint16", UNKNOWN_DTYPE, p -> p.global("torch", "uint16")).saying("uint16").check(Map.of());
    }

    private static Expected outside(String name, Consumer<PickleAssembler> id) {
        return entry(name, PICKLE_CALL, p -> {
            id.accept(p);
            p.op(Opcode.BINPERSID);
        });
    }

    private static Expected placed(String name, String key, String place, long numbers) {
        return outside(name, p -> p.tuple(q -> q.text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text(place)
                .whole(numbers)));
    }

    @TestFactory
    Stream<DynamicTest> rule5NothingIsPutIntoWhatDoesNotTakeIt() {
        return Expected.all(
                entry("an entry into a list", PICKLE_CALL,
                        p -> p.op(Opcode.EMPTY_LIST).text("a").whole(1).op(Opcode.SETITEM)),
                entry("an entry into a tensor", PICKLE_CALL, p -> p.tensor().text("a").whole(1).op(Opcode.SETITEM)),
                entry("an entry into a storage", PICKLE_CALL, p -> p.floats().text("0").whole(1).op(Opcode.SETITEM)),
                entry("an entry into a text", PICKLE_CALL, p -> p.text("a").text("b").whole(1).op(Opcode.SETITEM)),
                entry("a number as a name", NOT_A_STATE_DICT, p -> p.dict().whole(0).whole(1).op(Opcode.SETITEM)),
                entry("a tensor as a name", NOT_A_STATE_DICT, p -> p.dict().tensor().whole(1).op(Opcode.SETITEM)),
                entry("a name without a value", PICKLE_CALL,
                        p -> p.dict().op(Opcode.MARK).text("a").op(Opcode.SETITEMS)),
                pickle("two entries of one name", DUPLICATE_KEY, RIGHT.andThen(p -> p.entry("w", q -> q.whole(1)))),
                entry("an item of a dict", PICKLE_CALL, p -> p.dict().whole(1).op(Opcode.APPEND)),
                entry("items of a tuple", PICKLE_CALL,
                        p -> p.op(Opcode.EMPTY_TUPLE).op(Opcode.MARK).whole(1).op(Opcode.APPENDS)));
    }

    @TestFactory
    Stream<DynamicTest> rule5NothingOutsideIsNamedButAStorage() {
        return Expected.all(outside("a text", p -> p.text("storage")),
                outside("a list", p -> p.op(Opcode.EMPTY_LIST)), outside("nothing", p -> p.op(Opcode.EMPTY_TUPLE)),
                outside("a module", p -> p.tuple(q -> q.text("module")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .whole(4))),
                outside("too much", p -> p.tuple(q -> q.text("storage")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .whole(4)
                        .op(Opcode.NONE))),
                outside("a text for a class", p -> p.tuple(q -> q.text("storage")
                        .text("FloatStorage")
                        .text("0")
                        .text("cpu")
                        .whole(4))),
                outside("a number for a key", p -> p.tuple(q -> q.text("storage")
                        .global("torch", "FloatStorage")
                        .whole(0)
                        .text("cpu")
                        .whole(4))),
                outside("a text for a size", p -> p.tuple(q -> q.text("storage")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .text("4"))),
                placed("a key that is a path", "../0", "cpu", 4), placed("an empty key", "", "cpu", 4),
                placed("another device", "0", "meta", 4), placed("a device of a long number", "0", "mps:10", 4),
                placed("a numbered cpu", "0", "cpu:0", 4), placed("a device of no number", "0", "cuda", 4),
                placed("a negative size", "0", "cpu", -1),
                placed("a size beyond counting", "0", "cpu", Long.MAX_VALUE));
    }

    private static Expected view(String name, FileFault fault, long offset, long[] shape, long[] strides) {
        return entry(name, fault, p -> p.tensor(q -> q.floats()
                .whole(offset)
                .wholes(shape)
                .wholes(strides)
                .op(Opcode.NEWFALSE)
                .orderedDict()));
    }

    private static long[] of(long... numbers) {
        return numbers;
    }

    @TestFactory
    Stream<DynamicTest> rule6ATensorLiesInsideOfItsStorage() {
        return Expected.all(view("too long", TENSOR_OUT_OF_STORAGE, 0, of(5), of(1)),
                view("too far", TENSOR_OUT_OF_STORAGE, 1, of(4), of(1)),
                view("too wide", TENSOR_OUT_OF_STORAGE, 0, of(2, 2), of(3, 1)),
                view("empty and beyond", TENSOR_OUT_OF_STORAGE, 5, of(0), of(1)),
                view("before it", TENSOR_OUT_OF_STORAGE, -1, of(4), of(1)),
                view("backwards", TENSOR_OUT_OF_STORAGE, 3, of(4), of(-1)),
                view("of a negative size", TENSOR_OUT_OF_STORAGE, 0, of(-1), of(1)),
                view("of two negative sizes", TENSOR_OUT_OF_STORAGE, 0, of(-2, -2), of(1, 1)),
                view("repeating itself without end", TENSOR_OUT_OF_STORAGE, 0, of(1L << 40), of(0)),
                view("of more numbers than there are", VALIDATION_OVERFLOW, 0, of(1L << 32, 1L << 32), of(1, 1)),
                view("with a step beyond counting", VALIDATION_OVERFLOW, 0, of(4), of(Long.MAX_VALUE)),
                view("with an offset beyond counting", VALIDATION_OVERFLOW, Long.MAX_VALUE, of(4), of(1)),
                view("of nine dimensions", PICKLE_LIMIT, 0, new long[9], new long[9]));
    }

    @TestFactory
    Stream<DynamicTest> rule6AStorageIsOfOneKindAndSize() {
        return Expected.all(
                entry("another kind", STORAGE_MISMATCH, p -> p.storage("IntStorage", "0", 4)),
                entry("another size", STORAGE_MISMATCH, p -> p.storage("FloatStorage", "0", 3)),
                entry("one that has no record", STORAGE_MISMATCH, p -> p.tensor(q -> q.storage("FloatStorage", "1", 4)
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict())),
                pickle("one that is never used", STORAGE_MISMATCH, PickleAssembler::dict),
                pickle("bytes seen as two kinds", STORAGE_MISMATCH, p -> {
                    p.dict().op(Opcode.MARK).text("a");
                    p.kinded(PickleAssembler::untyped, q -> q.global("torch", "float8_e5m2"));
                    p.text("b");
                    p.kinded(PickleAssembler::untyped, q -> q.global("torch", "float8_e4m3fn"));
                    p.op(Opcode.SETITEMS);
                }));
    }

    @TestFactory
    Stream<DynamicTest> rule7TheResultIsNamedTensors() {
        return Expected.all(pickle("a tensor", NOT_A_STATE_DICT, PickleAssembler::tensor),
                pickle("a list of tensors", NOT_A_STATE_DICT,
                        p -> p.op(Opcode.EMPTY_LIST).tensor().op(Opcode.APPEND)),
                pickle("a tuple", NOT_A_STATE_DICT, p -> p.tensor().op(Opcode.TUPLE1)),
                entry("an entry that is a list", NOT_A_STATE_DICT, p -> p.op(Opcode.EMPTY_LIST)),
                entry("an entry that is a tuple", NOT_A_STATE_DICT, p -> p.wholes(1, 2)),
                entry("an entry that is a dict", NOT_A_STATE_DICT, PickleAssembler::dict),
                entry("an entry that is a class", NOT_A_STATE_DICT, p -> p.global("torch", "FloatStorage")),
                entry("an entry that is a storage", NOT_A_STATE_DICT, PickleAssembler::floats),
                pickle("tensors beside a state_dict", NOT_A_STATE_DICT,
                        RIGHT.andThen(p -> p.entry("state_dict", q -> q.dict().entry("v", PickleAssembler::tensor)))),
                pickle("a dict beside a state_dict", NOT_A_STATE_DICT, p -> p.dict()
                        .entry("state_dict", q -> q.dict().entry("v", PickleAssembler::tensor))
                        .entry("optimizer", PickleAssembler::dict)),
                pickle("itself", NOT_A_STATE_DICT,
                        p -> p.dict()
                                .op(Opcode.BINPUT, 0)
                                .entry("w", PickleAssembler::tensor)
                                .entry("state_dict", q -> q.op(Opcode.BINGET, 0))),
                fault("no tensors", NO_TENSORS, new TorchZip()
                        .add("a/data.pkl", PickleAssembler.pickle(p -> p.dict().entry("x", q -> q.whole(1))))
                        .add("a/version", TorchBytes.ascii("3"))
                        .finish()),
                pickle("a tensor without a name", INVALID_NAME, p -> p.dict().entry("", PickleAssembler::tensor)),
                pickle("a tensor with a zero in its name", INVALID_NAME,
                        p -> p.dict().entry("a\0b", PickleAssembler::tensor)),
                pickle("a name that is no text", INVALID_UTF8,
                        p -> p.dict()
                                .op(Opcode.BINUNICODE, 2, 0, 0, 0, 0xC0, 0x80)
                                .tensor()
                                .op(Opcode.SETITEM)));
    }

    private static Expected many(String name, int count, Consumer<PickleAssembler> one) {
        return pickle(name, PICKLE_LIMIT, p -> IntStream.range(0, count).forEach(_ -> one.accept(p)));
    }

    @TestFactory
    Stream<DynamicTest> rule8NothingIsWithoutALimit() {
        return Expected.all(many("values waiting", 10_001, p -> p.op(Opcode.NONE)),
                many("marks waiting", 10_001, p -> p.op(Opcode.MARK)),
                pickle("values kept", PICKLE_LIMIT, p -> {
                    p.op(Opcode.EMPTY_LIST);
                    IntStream.range(0, 100_001).forEach(_ -> p.op(Opcode.NONE).keep().op(Opcode.APPEND));
                }),
                pickle("instructions", PICKLE_LIMIT, p -> {
                    p.op(Opcode.EMPTY_LIST);
                    IntStream.range(0, 250_000).forEach(_ -> p.op(Opcode.NONE).op(Opcode.APPEND));
                }).saying("500000 instructions"),
                pickle("dictionaries", PICKLE_LIMIT, p -> {
                    p.op(Opcode.EMPTY_LIST);
                    IntStream.range(0, 50_001).forEach(_ -> p.op(Opcode.EMPTY_DICT).op(Opcode.APPEND));
                }).saying("50000 dictionaries"),
                pickle("ordered dictionaries", PICKLE_LIMIT, p -> {
                    p.op(Opcode.EMPTY_LIST);
                    IntStream.range(0, 50_001).forEach(_ -> p.orderedDict().op(Opcode.APPEND));
                }).saying("50000 dictionaries"),
                pickle("entries", PICKLE_LIMIT, p -> {
                    p.dict();
                    IntStream.range(0, 50_001).forEach(i -> p.entry("x" + i, q -> q.op(Opcode.NONE)));
                }).saying("50000 entries"),
                pickle("tensors", PICKLE_LIMIT, p -> {
                    p.dict().entry("w", q -> q.tensor().op(Opcode.BINPUT, 0));
                    IntStream.range(0, 20_000).forEach(i -> p.entry("x" + i, q -> q.op(Opcode.BINGET, 0)));
                }).saying("20001 tensors"),
                pickle("tuples in tuples", PICKLE_LIMIT,
                        p -> IntStream.range(0, 10).forEach(i -> p.op(i == 0 ? Opcode.NONE : Opcode.TUPLE1))),
                pickle("a long text", PICKLE_LIMIT, p -> p.text("x".repeat(4097))),
                pickle("a text of four gigabytes", PICKLE_LIMIT, p -> p.op(Opcode.BINUNICODE, 255, 255, 255, 255)),
                pickle("a long name", PICKLE_LIMIT, p -> p.global("x".repeat(5000), "y")),
                pickle("a long number", PICKLE_LIMIT, p -> p.op(Opcode.LONG1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
                pickle("a value that was never kept", PICKLE_OPCODE, p -> p.op(Opcode.BINGET, 7)),
                pickle("a value that was never kept, far away", PICKLE_OPCODE,
                        p -> p.op(Opcode.LONG_BINGET, 255, 255, 255, 255)),
                pickle("two values in one place", PICKLE_OPCODE,
                        p -> p.dict().op(Opcode.BINPUT, 0).op(Opcode.BINPUT, 0)));
    }

    @Test
    void tensorsMayHaveAsManyDimensionsAsAreConfigured() {
        var state = TorchState.of(TorchState.tensor("w", DType.U8, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L));
        assertThat(TorchBytes.read(TorchBytes.archive(state),
                TorchBytes.limits(Map.of("lorikeet.storage.torch.pickle.rank", 9))).reading()).isInstanceOf(Done.class);
    }
}
