package dev.lorikeet.storage.torch;

import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.FileFault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.file.FileFault.PICKLE_CALL;
import static dev.lorikeet.storage.torch.Expected.RIGHT;
import static dev.lorikeet.storage.torch.Expected.entry;
import static dev.lorikeet.storage.torch.Expected.pickle;

/** Allowed names, with other arguments than torch.save gives them. */
final class PickleCallFaultsTest {
    private static Expected tensor(String name, Consumer<PickleAssembler> arguments) {
        return entry(name, PICKLE_CALL, p -> p.tensor(arguments));
    }

    @TestFactory
    Stream<DynamicTest> rule3NoCallWithOtherArguments() {
        return Expected.all(
                entry("an OrderedDict with arguments", PICKLE_CALL,
                        p -> p.global("collections", "OrderedDict").tuple(PickleAssembler::dict).op(Opcode.REDUCE)),
                entry("arguments that are no tuple", PICKLE_CALL,
                        p -> p.global("collections", "OrderedDict").op(Opcode.EMPTY_LIST).op(Opcode.REDUCE)),
                entry("a call of a storage class", PICKLE_CALL,
                        p -> p.global("torch", "FloatStorage").op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE)),
                entry("a call of a text", PICKLE_CALL, p -> p.text("eval").op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE)),
                entry("a call of a tensor", PICKLE_CALL, p -> p.tensor().op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE)),
                tensor("no arguments", _ -> {}), tensor("five arguments", p -> p.floats()
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)),
                tensor("eight arguments", p -> p.floats()
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()
                        .op(Opcode.NONE)
                        .op(Opcode.NONE)),
                tensor("metadata with something in it", p -> p.floats()
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()
                        .dict()
                        .entry("x", q -> q.whole(1))),
                tensor("a number for a storage",
                        p -> p.whole(0).whole(0).wholes(4).wholes(1).op(Opcode.NEWFALSE).orderedDict()),
                tensor("a tensor for a storage",
                        p -> p.tensor().whole(0).wholes(4).wholes(1).op(Opcode.NEWFALSE).orderedDict()),
                tensor("a text for an offset",
                        p -> p.floats().text("0").wholes(4).wholes(1).op(Opcode.NEWFALSE).orderedDict()),
                tensor("a list for a shape", p -> p.floats()
                        .whole(0)
                        .op(Opcode.EMPTY_LIST)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()),
                tensor("a text in a shape", p -> p.floats()
                        .whole(0)
                        .tuple(q -> q.text("4"))
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()),
                tensor("fewer strides than sizes",
                        p -> p.floats().whole(0).wholes(2, 2).wholes(1).op(Opcode.NEWFALSE).orderedDict()),
                tensor("a number for a flag", p -> p.floats().whole(0).wholes(4).wholes(1).whole(0).orderedDict()),
                tensor("no hooks", p -> p.floats().whole(0).wholes(4).wholes(1).op(Opcode.NEWFALSE).op(Opcode.NONE)),
                tensor("hooks in a plain dict",
                        p -> p.floats().whole(0).wholes(4).wholes(1).op(Opcode.NEWFALSE).dict()),
                tensor("a hook", p -> p.floats()
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()
                        .entry("0", q -> q.whole(1))),
                pickle("a hook that comes later", PICKLE_CALL, p -> p.orderedDict()
                        .op(Opcode.BINPUT, 0)
                        .op(Opcode.MARK)
                        .text("w")
                        .tensor(q -> q.floats()
                                .whole(0)
                                .wholes(4)
                                .wholes(1)
                                .op(Opcode.NEWFALSE)
                                .op(Opcode.BINGET, 0))
                        .op(Opcode.SETITEMS)),
                entry("a parameter of a number", PICKLE_CALL, p -> p.global("torch._utils", "_rebuild_parameter")
                        .tuple(q -> q.whole(1).op(Opcode.NEWTRUE).orderedDict())
                        .op(Opcode.REDUCE)),
                entry("a parameter with too little", PICKLE_CALL, p -> p.global("torch._utils", "_rebuild_parameter")
                        .tuple(PickleAssembler::tensor)
                        .op(Opcode.REDUCE)),
                entry("a typed storage for a kind of its own", PICKLE_CALL, p -> p.kinded(PickleAssembler::floats,
                        q -> q.global("torch", "float8_e5m2"))),
                entry("a text for a kind", PICKLE_CALL,
                        p -> p.kinded(PickleAssembler::untyped, q -> q.text("float32"))),
                tensor("a storage of bytes without a kind", p -> p.untyped()
                        .whole(0)
                        .wholes(4)
                        .wholes(1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict()));
    }

    private static Expected attached(String name, FileFault fault, Consumer<PickleAssembler> state) {
        return pickle(name, fault, p -> {
            p.orderedDict().entry("w", PickleAssembler::tensor);
            state.accept(p);
            p.op(Opcode.BUILD);
        });
    }

    @TestFactory
    Stream<DynamicTest> rule4NothingIsAttachedButVersions() {
        return Expected.all(
                pickle("to a plain dict", PICKLE_CALL,
                        RIGHT.andThen(p -> p.dict().entry("_metadata", PickleAssembler::orderedDict).op(Opcode.BUILD))),
                pickle("to a tensor", PICKLE_CALL, p -> p.tensor()
                        .dict()
                        .entry("_metadata", PickleAssembler::orderedDict)
                        .op(Opcode.BUILD)),
                attached("under another name", PICKLE_CALL,
                        p -> p.dict().entry("__class__", PickleAssembler::orderedDict)),
                attached("more than that", PICKLE_CALL,
                        p -> p.dict().entry("_metadata", PickleAssembler::orderedDict).entry("x", q -> q.whole(1))),
                attached("nothing", PICKLE_CALL, PickleAssembler::dict),
                attached("a number", PICKLE_CALL, p -> p.whole(1)),
                attached("a pair for slots", PICKLE_CALL, p -> p.op(Opcode.NONE).dict().op(Opcode.TUPLE2)),
                attached("a number as versions", PICKLE_CALL, p -> p.dict().entry("_metadata", q -> q.whole(1))),
                attached("a number as a layer", PICKLE_CALL,
                        p -> p.dict().entry("_metadata", q -> q.orderedDict().entry("a", r -> r.whole(1)))),
                attached("a tensor as a version", PICKLE_CALL, p -> p.dict()
                        .entry("_metadata", q -> q.orderedDict()
                                .entry("a", r -> r.dict().entry("version", PickleAssembler::tensor)))));
    }
}
