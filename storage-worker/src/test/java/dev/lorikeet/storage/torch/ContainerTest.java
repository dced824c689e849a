package dev.lorikeet.storage.torch;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.torch.Expected.fault;
import static org.assertj.core.api.Assertions.assertThat;

/** What a file is shows in its bytes, whatever it is called. */
final class ContainerTest {
    private static final TorchState LORA = TorchState.of(TorchState.tensor("w", DType.F32, 2L, 2L));

    private static SparseFile beginning(String hex) {
        return SparseFile.of(Arrays.copyOf(HexFormat.of().parseHex(hex), 1024));
    }

    private static SparseFile text(String text) {
        return SparseFile.of(TorchBytes.ascii(text));
    }

    private static Expected other(String name, SparseFile file, String words) {
        return fault(name, FileFault.UNSUPPORTED_CONTAINER, file).saying(words);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatTorchSaveDoesNotWrite() {
        return Expected.all(other("a 7z archive", beginning("377abcaf271c0004"), "7z"),
                other("gzip", beginning("1f8b0800"), "gzip"), other("zstd", beginning("28b52ffd"), "zstd"),
                other("xz", beginning("fd377a585a00"), "xz"), other("bzip2", beginning("425a6839"), "bzip2"),
                other("a NumPy array", beginning("934e554d505901"), "NumPy"),
                other("a picture", beginning("89504e470d0a1a0a"), "PNG"), other("GGUF", text("GGUF\3\0\0\0"), "GGUF"),
                other("HDF5", beginning("894844460d0a1a0a"), "HDF5"),
                other("the preview archive", text("PYTORCH1".repeat(9)), "PYTORCH1"),
                other("the tar of PyTorch 0.1", new SparseFile().skip(257)
                        .append(TorchBytes.ascii("ustar\0" + "00"))
                        .skip(1000), "tar"),
                other("an empty zip", new TorchZip().narrow().finish(), "zip"),
                other("a part of a divided zip", beginning("504b0708504b0304"), "zip"),
                other("nothing known", text("hello, world"), "nothing that PyTorch writes"),
                other("a single byte", text("x"), "nothing that PyTorch writes"));
    }

    @TestFactory
    Stream<DynamicTest> refusesPicklesWithoutAContainer() {
        return Expected.all(
                other("of protocol 2", SparseFile.of(PickleAssembler.pickle(PickleAssembler::dict)), "bare pickle"),
                other("of protocol 4", beginning("80049500"), "bare pickle"),
                other("of protocol 0", text("cos\nsystem\n(S'id'\ntR."), "bare pickle"),
                other("of protocol 1", text("}q\0(U\1aK\1u."), "bare pickle"),
                other("that computes the magic number of old streams",
                        SparseFile.of(PickleAssembler.pickle(p -> p.global("builtins", "eval")
                                .tuple(q -> q.text("0x1950a86a20f9469cfc6c"))
                                .op(Opcode.REDUCE))),
                        "bare pickle"));
    }

    @TestFactory
    Stream<DynamicTest> refusesArchivesOfOtherKinds() {
        var pickle = TorchPickle.archived(LORA);
        return Expected.all(
                other("TorchScript", new TorchZip().add("a/data.pkl", pickle)
                        .add("a/constants.pkl", pickle)
                        .add("a/version", TorchBytes.ascii("3\n"))
                        .finish(), "TorchScript"),
                other("TorchScript of 1.0", new TorchZip().add("a/model.json", pickle).finish(), "TorchScript"),
                other("TorchScript's code, which is compressed", new TorchZip()
                        .add("a/code/__torch__.py", pickle, item -> item.method = 8)
                        .finish(), "TorchScript"),
                other("npz", new TorchZip().add("arr_0.npy", new byte[9]).finish(), "NumPy"));
    }

    @TestFactory
    Stream<DynamicTest> sendsSafetensorsBackForAnotherName() {
        var header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
        return Stream.of("", " ", "\n")
                .map(padding -> padding + header)
                .flatMap(json -> Expected.all(
                        fault("beginning with " + (int) json.charAt(0), FileFault.EXTENSION_MISMATCH,
                                SparseFile.of(new PickleAssembler().number(json.length(), 8).raw(json).bytes()).skip(1))
                                .saying("safetensors")));
    }

    @TestFactory
    Stream<DynamicTest> refusesAFileThatIsCutShort() {
        return Expected.all(fault("to nothing", FileFault.TRUNCATED, new SparseFile()),
                fault("of an archive", FileFault.TRUNCATED, TorchBytes.archive(LORA).without(300)),
                fault("in the pickles of a stream", FileFault.TRUNCATED, TorchBytes.stream(LORA).without(100)),
                fault("in the numbers of a stream", FileFault.TRUNCATED, TorchBytes.stream(LORA).without(1)));
    }

    @Test
    void oldStreamsAreNotAcceptedUnlessAskedFor() {
        assertThat(TorchBytes.limits().legacy()).isFalse();
        other("legacy", TorchBytes.stream(LORA), "before 1.6").check(Map.of("lorikeet.storage.torch.legacy", false));
    }

    @Test
    void theFirstBytesOfBothFormatsAreAnArchiveFromEndToEndOrNothing() {
        var both = new SparseFile().append(HexFormat.of().parseHex("504b030400000000"))
                .append(TorchBytes.ascii("{".repeat(100)));
        List.of(both, both.append(TorchBytes.archive(LORA).bytes()))
                .forEach(
                        file -> fault("both", file.size() < 200 ? FileFault.TRUNCATED : FileFault.ZIP_STRUCTURE, file)
                                .check(Map.of()));
    }
}
