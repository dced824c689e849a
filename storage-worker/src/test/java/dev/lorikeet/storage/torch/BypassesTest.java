package dev.lorikeet.storage.torch;

import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.FileFault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.file.FileFault.PICKLE_CALL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_GLOBAL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_OPCODE;
import static dev.lorikeet.storage.file.FileFault.PICKLE_PROTOCOL;
import static dev.lorikeet.storage.file.FileFault.PICKLE_TRAILING_DATA;
import static dev.lorikeet.storage.file.FileFault.TENSOR_OUT_OF_STORAGE;
import static dev.lorikeet.storage.file.FileFault.UNSUPPORTED_CONTAINER;
import static dev.lorikeet.storage.file.FileFault.ZIP_ENTRY_NAME;
import static dev.lorikeet.storage.file.FileFault.ZIP_FLAGS;
import static dev.lorikeet.storage.file.FileFault.ZIP_LOCAL_CENTRAL_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.ZIP_STRUCTURE;
import static dev.lorikeet.storage.torch.Expected.RIGHT;
import static dev.lorikeet.storage.torch.Expected.fault;
import static dev.lorikeet.storage.torch.Expected.pickle;

/**
 * What has got past scanners that look for known harm, each built anew. Those that came in a newer protocol are in
 * protocol 2 here, so that the protocol is not what saves us.
 */
final class BypassesTest {
    private static Consumer<PickleAssembler> call(String module, String name) {
        return RIGHT.andThen(p -> p.entry("x", q -> q.global(module, name).tuple(r -> r.text("id")).op(Opcode.REDUCE)));
    }

    private static Expected call(String what, String module, String name) {
        return pickle(what, PICKLE_GLOBAL, call(module, name)).saying("would run " + module + "." + name);
    }

    @TestFactory
    Stream<DynamicTest> callsOfWhatLibrariesOffer() {
        return Expected.all(call("pip.main, CVE-2025-1716", "pip", "main"),
                call("a module below a known one, CVE-2025-10157", "asyncio.unix_events",
                        "_UnixSubprocessTransport._start"),
                call("a log file, CVE-2026-56304", "logging", "FileHandler"), call("a file", "_io", "FileIO"),
                call("a download", "urllib.request", "urlretrieve"),
                call("a helper of uuid, CVE-2026-56315", "uuid", "_get_command_stdout"),
                call("a helper of imaplib", "imaplib", "IMAP4_stream"),
                call("a pager", "_pyrepl.pager", "pipe_pager"),
                call("a helper of macOS", "_osx_support", "_read_output"),
                call("a helper of AIX", "_aix_support", "_read_cmd_output"),
                call("a helper of tests", "test.support.script_helper", "assert_python_ok"),
                call("the one that finds any other, GHSA-vvpj-8cmc-gx39", "pkgutil", "resolve_name"),
                call("a partial call", "functools", "partial"),
                call("an attribute of anything", "operator", "attrgetter"),
                call("a compiler", "torch._inductor.codecache", "compile_file"),
                call("the reader of nested pickles", "torch.storage", "_load_from_bytes"),
                call("a pickle in a pickle", "pickle", "loads"), call("another one", "torch.serialization", "load"),
                call("any type with any state", "torch._tensor", "_rebuild_from_type_v2"),
                call("a web browser", "webbrowser", "open"), call("a dotted name", "builtins", "eval.__call__"),
                call("a dotted name of open", "builtins", "open.__self__"));
    }

    @TestFactory
    Stream<DynamicTest> otherWaysToCall() {
        return Expected.all(
                pickle("INST", PICKLE_GLOBAL, RIGHT.andThen(p -> p.text("x")
                        .op(Opcode.MARK)
                        .text("id")
                        .op(Opcode.INST)
                        .raw("os\nsystem\n")
                        .op(Opcode.SETITEM))).saying("would run os.system"),
                pickle("OBJ", PICKLE_OPCODE, RIGHT.andThen(p -> p.text("x")
                        .op(Opcode.MARK)
                        .global("collections", "OrderedDict")
                        .op(Opcode.OBJ)
                        .op(Opcode.SETITEM))).saying("OBJ"),
                pickle("NEWOBJ", PICKLE_OPCODE, RIGHT.andThen(p -> p.text("x")
                        .global("collections", "OrderedDict")
                        .op(Opcode.EMPTY_TUPLE)
                        .op(Opcode.NEWOBJ)
                        .op(Opcode.SETITEM))).saying("NEWOBJ"),
                pickle("a name from the stack", PICKLE_OPCODE, RIGHT.andThen(p -> p.text("x")
                        .text("os")
                        .text("system")
                        .op(Opcode.STACK_GLOBAL)
                        .op(Opcode.SETITEM))).saying("STACK_GLOBAL"),
                pickle("a name from the memo", PICKLE_OPCODE, p -> p.whole(7)
                        .op(Opcode.BINPUT, 0)
                        .op(Opcode.BINGET, 0)
                        .text("system")
                        .op(Opcode.STACK_GLOBAL)),
                pickle("a name kept nowhere", PICKLE_OPCODE, p -> p.op(Opcode.BINGET, 3).op(Opcode.STACK_GLOBAL)),
                pickle("a name put away and taken back", PICKLE_OPCODE, p -> p.text("os")
                        .op(Opcode.BINPUT, 0)
                        .op(Opcode.POP)
                        .op(Opcode.BINGET, 0)),
                pickle("a name as a STRING", PICKLE_OPCODE, p -> p.op(Opcode.STRING).raw("'os'\n")),
                pickle("the registry of extensions", PICKLE_OPCODE, p -> p.op(Opcode.EXT1, 1)).saying("EXT1"),
                pickle("a pickle in bytes", PICKLE_OPCODE,
                        p -> p.op(Opcode.SHORT_BINBYTES, 3).raw(new byte[]{(byte) 0x80, 2, '.'})),
                pickle("bytes through a codec", PICKLE_GLOBAL, call("_codecs", "encode")),
                pickle("the registry of classes", PICKLE_GLOBAL, call("copyreg", "_reconstructor")));
    }

    @TestFactory
    Stream<DynamicTest> streamsThatGoOnOrBreakOff() {
        var right = PickleAssembler.pickle(RIGHT);
        var harm = PickleAssembler.pickle(call("os", "system"));
        return Expected.all(
                fault("several pickles", PICKLE_TRAILING_DATA,
                        TorchBytes.around(new PickleAssembler().raw(right).raw(harm).bytes())),
                fault("one that runs something and then breaks, nullifAI", PICKLE_GLOBAL,
                        TorchBytes.around(new PickleAssembler().proto(2).global("os", "system").raw("\1\2").bytes())),
                fault("bytes that are no instruction in front of harm", PICKLE_OPCODE, TorchBytes
                        .around(new PickleAssembler().proto(2).raw((byte) 0xFE).global("os", "system").bytes())),
                fault("protocol 0, where names are text", PICKLE_PROTOCOL,
                        TorchBytes.around(TorchBytes.ascii("cos\nsystem\n(S'id'\ntR."))),
                fault("a frame with an end of its own", PICKLE_OPCODE, TorchBytes.pickled(
                        p -> p.op(Opcode.FRAME).number(3, Long.BYTES).dict())));
    }

    private static TorchZip zip() {
        return new TorchZip().add("a/data.pkl", PickleAssembler.pickle(RIGHT))
                .add("a/data/0", new byte[16])
                .add("a/version", TorchBytes.ascii("3"));
    }

    private static SparseFile flagged(int flag) {
        return new TorchZip()
                .add("a/data.pkl", PickleAssembler.pickle(call("os", "system")), item -> item.flags |= flag)
                .finish();
    }

    @TestFactory
    Stream<DynamicTest> containersThatHideSomething() {
        var harm = PickleAssembler.pickle(call("os", "system"));
        var header = HexFormat.of().parseHex("377abcaf271c");
        return Expected.all(
                fault("a pickle under another extension, CVE-2025-1889", ZIP_ENTRY_NAME,
                        zip().add("a/data.txt", harm).finish()),
                fault("another name in front of the bytes, CVE-2025-1944", ZIP_LOCAL_CENTRAL_MISMATCH, new TorchZip()
                        .add("a/data.pkl", harm, item -> item.localName = "a/data.txt")
                        .add("a/version", TorchBytes.ascii("3"))
                        .finish()),
                fault("flag 0x1, CVE-2025-1945", ZIP_FLAGS, flagged(0x1)), fault("flag 0x20", ZIP_FLAGS, flagged(0x20)),
                fault("flag 0x40", ZIP_FLAGS, flagged(0x40)),
                fault("a pickle called .ckpt, CVE-2025-10155", UNSUPPORTED_CONTAINER, SparseFile.of(harm)),
                fault("a wrong checksum, CVE-2025-10156", ZIP_STRUCTURE, new TorchZip()
                        .add("a/data.pkl", harm, item -> item.checksum++)
                        .add("a/version", TorchBytes.ascii("3"))
                        .finish()),
                fault("harm with a right checksum", PICKLE_GLOBAL, TorchBytes.harmful()),
                fault("another container, nullifAI", UNSUPPORTED_CONTAINER, SparseFile.of(header).append(harm)),
                fault("an old tar, CVE-2025-32434", UNSUPPORTED_CONTAINER, new SparseFile()
                        .append(TorchBytes.ascii("sys_info"))
                        .skip(249)
                        .append(TorchBytes.ascii("ustar"))
                        .skip(512)),
                fault("upper case, which PyTorch reads too", ZIP_ENTRY_NAME,
                        new TorchZip().add("a/DATA.PKL", harm).add("a/version", TorchBytes.ascii("3")).finish()));
    }

    @TestFactory
    Stream<DynamicTest> allowedNamesThatCorruptMemory() {
        return Expected.all(
                pickle("an entry into a storage, CVE-2026-24747", PICKLE_CALL, p -> p.dict()
                        .text("w")
                        .storage("FloatStorage", "0", 4)
                        .text("0")
                        .whole(1)
                        .op(Opcode.SETITEM)
                        .op(Opcode.SETITEM)),
                pickle("an entry into a tensor", PICKLE_CALL,
                        p -> p.dict().text("w").tensor().text("0").whole(1).op(Opcode.SETITEM).op(Opcode.SETITEM)),
                pickle("a tensor of more than its storage", TENSOR_OUT_OF_STORAGE, p -> p.dict()
                        .entry("w",
                                q -> q.tensor(r -> r.storage("FloatStorage", "0", 4)
                                        .whole(0)
                                        .wholes(1L << 20)
                                        .wholes(1)
                                        .op(Opcode.NEWFALSE)
                                        .orderedDict()))),
                pickle("a storage of more than its record", FileFault.STORAGE_MISMATCH, p -> p.dict()
                        .entry("w",
                                q -> q.tensor(r -> r.storage("FloatStorage", "0", 1L << 20)
                                        .whole(0)
                                        .wholes(1L << 20)
                                        .wholes(1)
                                        .op(Opcode.NEWFALSE)
                                        .orderedDict()))));
    }
}
