package dev.lorikeet.storage.torch;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.TarBytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.file.FileFault.NOT_A_STATE_DICT;
import static dev.lorikeet.storage.file.FileFault.PICKLE_CALL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_GLOBAL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_LIMIT;
import static dev.lorikeet.storage.file.FileFault.PICKLE_PROTOCOL;
import static dev.lorikeet.storage.file.FileFault.POLYGLOT_SUSPECT;
import static dev.lorikeet.storage.file.FileFault.STORAGE_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.TRUNCATED;
import static dev.lorikeet.storage.torch.Expected.fault;
import static org.assertj.core.api.Assertions.assertThat;

/** The five pickles of an old stream, each wrong once. */
final class LegacyStreamTest {
    private static final TorchState LORA = TorchState.of(TorchState.tensor("w", DType.F32, 2L, 2L),
            TorchState.tensor("v", DType.F16, 3L));
    private static final byte[] OBJECT = TorchPickle.legacy(LORA);

    private static SparseFile of(byte[] version, byte[] system, byte[] object, byte[] keys) {
        return TorchBytes.stream(LORA, TorchBytes.magic(), version, system, object, keys);
    }

    private static Expected system(String name, Consumer<PickleAssembler> content) {
        return fault(name, STORAGE_MISMATCH,
                of(TorchBytes.version(), PickleAssembler.pickle(content), OBJECT, TorchBytes.keys(LORA)));
    }

    private static Expected keys(String name, FileFault fault, Consumer<PickleAssembler> content) {
        return fault(name, fault,
                of(TorchBytes.version(), TorchBytes.system(true), OBJECT, PickleAssembler.pickle(content)));
    }

    private static Expected object(String name, FileFault fault, Consumer<PickleAssembler> content) {
        return fault(name, fault, of(TorchBytes.version(), TorchBytes.system(true), PickleAssembler.pickle(content),
                TorchBytes.keys(LORA)));
    }

    @TestFactory
    Stream<DynamicTest> refusesAVersionThatIsNotLiterallyTheOne() {
        return Stream.<Consumer<PickleAssembler>>of(p -> p.whole(1002), p -> p.op(Opcode.BININT, 0xE9, 3, 0, 0),
                p -> p.op(Opcode.LONG1, 2, 0xE9, 3),
                p -> p.global("builtins", "eval").tuple(q -> q.text("1001")).op(Opcode.REDUCE))
                .flatMap(
                        content -> Expected.all(fault("a version", PICKLE_PROTOCOL,
                                of(PickleAssembler.pickle(content), TorchBytes.system(true), OBJECT,
                                        TorchBytes.keys(LORA)))));
    }

    @TestFactory
    Stream<DynamicTest> refusesAnotherMachine() {
        return Expected.all(
                fault("big-endian", STORAGE_MISMATCH,
                        of(TorchBytes.version(), TorchBytes.system(false), OBJECT, TorchBytes.keys(LORA)))
                        .saying("big-endian"),
                system("no dict", p -> p.whole(1)), system("an empty dict", PickleAssembler::dict),
                system("no sizes", p -> p.dict()
                        .op(Opcode.MARK)
                        .text("protocol_version")
                        .whole(1001)
                        .text("little_endian")
                        .op(Opcode.NEWTRUE)
                        .text("type_sizes")
                        .whole(4)
                        .op(Opcode.SETITEMS)));
    }

    @Test
    void refusesNamesOutsideOfTheObject() {
        fault("a class among the sizes", PICKLE_CALL, of(TorchBytes.version(),
                PickleAssembler.pickle(PickleAssembler::orderedDict), OBJECT, TorchBytes.keys(LORA))).check(Map.of());
        fault("harm among the sizes", PICKLE_GLOBAL, of(TorchBytes.version(),
                PickleAssembler.pickle(p -> p.global("os", "system")), OBJECT, TorchBytes.keys(LORA)))
                .saying("os.system")
                .check(Map.of());
        keys("a storage among the keys", PICKLE_CALL, p -> p.text("0").op(Opcode.BINPERSID)).check(Map.of());
    }

    @TestFactory
    Stream<DynamicTest> refusesAListOfOtherStorages() {
        var first = TorchBytes.key(0, true);
        var second = TorchBytes.key(1, true);
        return Expected.all(keys("no list", STORAGE_MISMATCH, PickleAssembler::dict),
                keys("nothing", STORAGE_MISMATCH, p -> p.op(Opcode.EMPTY_LIST)),
                keys("one too few", STORAGE_MISMATCH, p -> p.op(Opcode.EMPTY_LIST).text(first).op(Opcode.APPEND)),
                keys("one twice", STORAGE_MISMATCH, p -> p.op(Opcode.EMPTY_LIST)
                        .op(Opcode.MARK)
                        .text(first)
                        .text(first)
                        .text(second)
                        .op(Opcode.APPENDS)),
                keys("another one", STORAGE_MISMATCH, p -> p.op(Opcode.EMPTY_LIST)
                        .op(Opcode.MARK)
                        .text(first)
                        .text("1")
                        .op(Opcode.APPENDS)),
                keys("numbers", STORAGE_MISMATCH, p -> p.op(Opcode.EMPTY_LIST).whole(1).op(Opcode.APPEND)));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatOldStreamsCouldName() {
        return Expected.all(
                object("a module with its source", PICKLE_CALL, p -> p.tuple(q -> q.text("module")
                        .global("torch", "FloatStorage")
                        .text("net.py")
                        .text("import os")).op(Opcode.BINPERSID)),
                object("a storage of five parts", PICKLE_CALL,
                        p -> p.dict().entry("w", q -> q.storage("FloatStorage", TorchBytes.key(0, true), 4))),
                object("a part of a storage", PICKLE_CALL, p -> p.tuple(q -> q.text("storage")
                        .global("torch", "FloatStorage")
                        .text("1")
                        .text("cpu")
                        .whole(4)
                        .tuple(r -> r.text("2").whole(0).whole(4))).op(Opcode.BINPERSID)));
    }

    @TestFactory
    Stream<DynamicTest> refusesOtherLengths() {
        long numbers = TorchBytes.stream(LORA).size() - (8 + 16) - (8 + 6);
        return Expected.all(fault("one byte too few", TRUNCATED, TorchBytes.stream(LORA).without(1)),
                fault("one byte too many", POLYGLOT_SUSPECT, TorchBytes.stream(LORA).append(new byte[1])),
                fault("another count in front of a storage", STORAGE_MISMATCH,
                        TorchBytes.stream(LORA).with(numbers, (byte) 5)),
                fault("another count in front of the last one", STORAGE_MISMATCH,
                        TorchBytes.stream(LORA).with(-14, (byte) 2)));
    }

    /** The name of its tensor fills the first block and holds the checksum; the word that tar archives have is missing. */
    @Test
    void refusesATarArchiveThatDoesNotLookLikeOne() {
        var stream = TorchBytes.stream(TorchState.of(TorchState.tensor(TarBytes.filling(), DType.F32, 2L))).bytes();
        for (boolean signed : new boolean[]{false, true}) {
            long sum = TarBytes.sum(stream, signed);
            fault("a tar archive", POLYGLOT_SUSPECT, SparseFile.of(TarBytes.octal(stream, sum))).saying("tar archive")
                    .check(Map.of());
            assertThat(TorchBytes.read(SparseFile.of(TarBytes.octal(stream, sum + 1)), TorchBytes.withStreams())
                    .reading()).isInstanceOf(Done.class);
        }
    }

    @Test
    void refusesPicklesWithoutAnEnd() {
        var endless = new SparseFile().append(TorchBytes.magic())
                .append(TorchBytes.version())
                .append(new PickleAssembler().proto(2).op(Opcode.EMPTY_LIST).bytes());
        for (int i = 0; i < 5000; i++) {
            endless.append(new PickleAssembler().text("x".repeat(4000)).op(Opcode.APPEND).bytes());
        }
        fault("endless", PICKLE_LIMIT, endless).saying("more than the 16.8 MB").check(Map.of());
    }

    @Test
    void refusesATensorAlone() {
        fault("a tensor", NOT_A_STATE_DICT, TorchBytes.stream(
                new TorchState(List.of(), false, false, false, Map.of()), TorchBytes.magic(),
                TorchBytes.version(), TorchBytes.system(true), PickleAssembler.pickle(p -> p.whole(1)),
                PickleAssembler.pickle(p -> p.op(Opcode.EMPTY_LIST)))).check(Map.of());
    }
}
