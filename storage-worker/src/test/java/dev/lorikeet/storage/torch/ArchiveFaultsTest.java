package dev.lorikeet.storage.torch;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.lorikeet.storage.file.FileFault.POLYGLOT_SUSPECT;
import static dev.lorikeet.storage.file.FileFault.STORAGE_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.ZIP_COMPRESSED;
import static dev.lorikeet.storage.file.FileFault.ZIP_ENTRY_NAME;
import static dev.lorikeet.storage.file.FileFault.ZIP_FLAGS;
import static dev.lorikeet.storage.file.FileFault.ZIP_LOCAL_CENTRAL_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.ZIP_OVERLAP_OR_GAP;
import static dev.lorikeet.storage.file.FileFault.ZIP_STRUCTURE;
import static dev.lorikeet.storage.torch.Expected.fault;

/** Every way in which an archive can differ from what torch writes, one at a time. */
final class ArchiveFaultsTest {
    private static final TorchState LORA = TorchState.of(TorchState.tensor("w", DType.F32, 2L, 2L));
    private static final byte[] PICKLE = TorchPickle.archived(LORA);
    private static final byte[] DATA = new byte[16];
    private static final byte[] VERSION = TorchBytes.ascii("3\n");
    /** From the end of the file. */
    private static final int END = -22;
    private static final int LOCATOR = END - 20;
    private static final int WIDE_END = LOCATOR - 56;

    private static TorchZip zip() {
        return new TorchZip().add("a/data.pkl", PICKLE).add("a/data/0", DATA).add("a/version", VERSION);
    }

    /** The same, with one thing different about its pickle. */
    private static SparseFile pickle(Consumer<TorchZip.Item> otherwise) {
        return new TorchZip().add("a/data.pkl", PICKLE, otherwise)
                .add("a/data/0", DATA)
                .add("a/version", VERSION)
                .finish();
    }

    private static SparseFile storage(Consumer<TorchZip.Item> otherwise) {
        return new TorchZip().add("a/data.pkl", PICKLE)
                .add("a/data/0", DATA, otherwise)
                .add("a/version", VERSION)
                .finish();
    }

    private static SparseFile also(UnaryOperator<TorchZip> more) {
        return more.apply(zip()).finish();
    }

    private static SparseFile at(int place, int... bytes) {
        var other = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(i -> other[i] = (byte) bytes[i]);
        return zip().finish().with(place, other);
    }

    @TestFactory
    Stream<DynamicTest> refusesAnEndThatIsNotWhereAndWhatTorchWrites() {
        return Expected.all(
                fault("a comment", ZIP_STRUCTURE, zip().finish().with(-2, (byte) 1).append(new byte[1])),
                fault("a comment that is only announced", ZIP_STRUCTURE, at(-2, 1)),
                fault("bytes behind it", ZIP_STRUCTURE, zip().finish().append(new byte[3])),
                fault("another disk", ZIP_STRUCTURE, at(END + 4, 1)),
                fault("fewer records on this disk", ZIP_STRUCTURE, at(END + 8, 2)),
                fault("another count", ZIP_STRUCTURE, at(END + 8, 2, 0, 2, 0)),
                fault("another length", ZIP_STRUCTURE, at(END + 12, 9)),
                fault("another place", ZIP_STRUCTURE, at(END + 16, 9)),
                fault("a wide end on another disk", ZIP_STRUCTURE, at(WIDE_END + 16, 1)),
                fault("a wide end with something hidden in it", ZIP_STRUCTURE, at(WIDE_END + 4, 45)),
                fault("a wide end with another count", ZIP_STRUCTURE, at(WIDE_END + 24, 9, 0, 0, 0, 0, 0, 0, 0, 9)),
                fault("a wide end with another place", ZIP_STRUCTURE, at(WIDE_END + 48, 9)),
                fault("a wide end that is none", ZIP_STRUCTURE, at(WIDE_END, 'P', 'K', 6, 7)),
                fault("a locator to elsewhere", ZIP_STRUCTURE, at(LOCATOR + 8, 0)),
                fault("a locator of two disks", ZIP_STRUCTURE, at(LOCATOR + 16, 2)),
                fault("a locator with nothing before it", ZIP_STRUCTURE, SparseFile.of(zip().finish().read(0, 4))
                        .append(zip().finish().read(zip().finish().size() - 42, 42))),
                fault("narrow fields that say nothing", ZIP_STRUCTURE,
                        zip().narrow().finish().with(END + 12, (byte) -1, (byte) -1, (byte) -1, (byte) -1)));
    }

    @TestFactory
    Stream<DynamicTest> refusesADirectoryThatSaysMoreOrLessThanItCounts() {
        var counted = zip().narrow().finish();
        return Expected.all(
                fault("one record too many", ZIP_STRUCTURE,
                        counted.with(END + 8, (byte) 2, (byte) 0, (byte) 2, (byte) 0)).saying("more than the 2"),
                fault("one record too few", ZIP_STRUCTURE,
                        counted.with(END + 8, (byte) 4, (byte) 0, (byte) 4, (byte) 0)).saying("counts 4"),
                fault("nothing", ZIP_STRUCTURE, SparseFile.of(new byte[]{'P', 'K', 3, 4})
                        .append(new TorchZip().finish()
                                .with(-6, (byte) 4)
                                .with(END - 28, (byte) 4)
                                .with(LOCATOR + 8, (byte) 4)
                                .bytes())),
                fault("a comment of a record", ZIP_STRUCTURE, pickle(item -> item.comment = "x")),
                fault("an extra field", ZIP_STRUCTURE, pickle(item -> item.extra = new byte[]{'U', 'T', 0, 0})),
                fault("a wide field that is not needed", ZIP_STRUCTURE,
                        pickle(item -> item.extra = new byte[]{1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
                fault("half an extra field", ZIP_STRUCTURE, pickle(item -> item.extra = new byte[]{1, 0, 0})),
                fault("a size that lies elsewhere, but nowhere", ZIP_STRUCTURE,
                        directoryWith(20, (byte) -1, (byte) -1, (byte) -1, (byte) -1)),
                fault("a record outside of the file", ZIP_STRUCTURE, directoryWith(42, (byte) 0, (byte) 0, (byte) 9)),
                fault("bytes that are no record", ZIP_STRUCTURE, directoryWith(0, (byte) 0)),
                fault("a name without an end", ZIP_STRUCTURE, directoryWith(28, (byte) 0, (byte) 9)),
                fault("another disk", ZIP_STRUCTURE, directoryWith(34, (byte) 1)));
    }

    /** The first record of the directory, with other bytes at a place. */
    private static SparseFile directoryWith(int place, byte... bytes) {
        var file = zip().finish();
        var all = file.bytes();
        for (int at = 0;; at++) {
            if (all[at] == 'P' && all[at + 1] == 'K' && all[at + 2] == 1 && all[at + 3] == 2) {
                return file.with(at + place, bytes);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesRecordsThatAreMoreThanBytes() {
        return Expected.all(fault("encrypted", ZIP_FLAGS, pickle(item -> item.flags = item.localFlags = 0x809)),
                fault("encrypted 0x1", ZIP_FLAGS, pickle(item -> item.flags |= 0x1)),
                fault("a patch 0x20", ZIP_FLAGS, pickle(item -> item.flags |= 0x20)),
                fault("strongly encrypted 0x40", ZIP_FLAGS, pickle(item -> item.flags |= 0x40)),
                fault("masked 0x2000", ZIP_FLAGS, storage(item -> item.flags |= 0x2000)),
                fault("a link", ZIP_FLAGS, pickle(item -> item.attributes = 0xA1ED0000)),
                fault("a folder", ZIP_FLAGS, pickle(item -> item.attributes = 0x10)),
                fault("a device", ZIP_FLAGS, storage(item -> item.attributes = 0x61A40000)),
                fault("deflated", ZIP_COMPRESSED, pickle(item -> item.method = 8)),
                fault("a deflated storage, which may be a bomb", ZIP_COMPRESSED, storage(item -> item.method = 8)),
                fault("of two sizes", ZIP_COMPRESSED, storage(item -> item.packedSize = 15)));
    }

    private static Expected name(String what, String name) {
        return fault(what, ZIP_ENTRY_NAME, also(zip -> zip.add(name, DATA)));
    }

    @TestFactory
    Stream<DynamicTest> refusesNamesThatTorchDoesNotGive() {
        return Expected.all(name("another file", "a/readme.txt"), name("another pickle", "a/other.pkl"),
                name("a pickle under another extension", "a/data.bin"), name("upper case", "a/DATA.PKL"),
                name("upper case of a storage", "a/DATA/0"), name("upper case of the folder", "A/data/1"),
                name("a second folder", "b/data/1"), name("no folder", "data.pkl"),
                name("a folder deeper", "a/a/data.pkl"),
                name("a way out", "../data/1"), name("a way out of the folder", "a/../data.pkl"),
                name("an absolute name", "/data/1"), name("a backslash", "a\\data/1"), name("a zero", "a/data/1\0.txt"),
                name("not ASCII", "\u00e4/data/1"), name("a storage without a number", "a/data/"),
                name("a storage with ten digits", "a/data/1234567890"), name("a storage with a sign", "a/data/-1"),
                name("a folder's own record", "a/"), name("no name at all", ""), name("a second pickle", "a/data.pkl"),
                name("a second storage of the same name", "a/data/0"),
                fault("a folder called ..", ZIP_ENTRY_NAME, new TorchZip().add("../data.pkl", PICKLE)
                        .add("../data/0", DATA)
                        .add("../version", VERSION)
                        .finish()));
    }

    @TestFactory
    Stream<DynamicTest> refusesRecordsThatAreDescribedTwiceAndDifferently() {
        return Expected.all(
                fault("another name", ZIP_LOCAL_CENTRAL_MISMATCH, pickle(item -> item.localName = "a/data.txt")),
                fault("a shorter name", ZIP_LOCAL_CENTRAL_MISMATCH, pickle(item -> item.localName = "a/data")),
                fault("other flags", ZIP_LOCAL_CENTRAL_MISMATCH, pickle(item -> item.localFlags = 0x8)),
                fault("another method", ZIP_LOCAL_CENTRAL_MISMATCH, zip().finish().with(8, (byte) 8)),
                fault("another size in front", ZIP_LOCAL_CENTRAL_MISMATCH, zip().finish().with(22, (byte) 8)),
                fault("another checksum in front", ZIP_LOCAL_CENTRAL_MISMATCH, zip().finish().with(14, (byte) 8)),
                fault("another size behind", ZIP_LOCAL_CENTRAL_MISMATCH, behindPickle(8)),
                fault("another checksum behind", ZIP_LOCAL_CENTRAL_MISMATCH, behindPickle(4)),
                fault("something else behind", ZIP_LOCAL_CENTRAL_MISMATCH, behindPickle(0)),
                fault("a checksum that is wrong everywhere", ZIP_STRUCTURE, pickle(item -> item.checksum++)),
                fault("another name of the version", ZIP_LOCAL_CENTRAL_MISMATCH, new TorchZip()
                        .add("a/data.pkl", PICKLE)
                        .add("a/data/0", DATA)
                        .add("a/version", VERSION, item -> item.localName = "a/data.pkl")
                        .finish()),
                fault("another name of the byte order", ZIP_LOCAL_CENTRAL_MISMATCH, also(zip -> zip
                        .add("a/byteorder", TorchBytes.ascii("little"), item -> item.localName = "a/byteORDER"))));
    }

    private static SparseFile behindPickle(int place) {
        return zip().finish().with(64 + PICKLE.length + place, (byte) 0x77);
    }

    @TestFactory
    Stream<DynamicTest> refusesGapsAndOverlaps() {
        return Expected.all(
                fault("bytes in front of the first record", ZIP_STRUCTURE,
                        new TorchZip().behind(new byte[]{'P', 'K', 3, 4})
                                .add("a/data.pkl", PICKLE)
                                .add("a/data/0", DATA)
                                .add("a/version", VERSION)
                                .finish()),
                fault("a gap behind the pickle", ZIP_OVERLAP_OR_GAP, pickle(item -> item.gap = 1)),
                fault("a gap behind a storage", ZIP_OVERLAP_OR_GAP, storage(item -> item.gap = 5000)),
                fault("a gap before the directory", ZIP_OVERLAP_OR_GAP, new TorchZip().add("a/data.pkl", PICKLE)
                        .add("a/version", VERSION)
                        .add("a/data/0", DATA, item -> item.gap = 7)
                        .finish()),
                fault("a record in another", ZIP_OVERLAP_OR_GAP, storage(item -> item.header -= 16)),
                fault("two records in one place", ZIP_OVERLAP_OR_GAP, storage(item -> item.header = 0)),
                fault("a record that is said to be longer", ZIP_OVERLAP_OR_GAP, storage(item -> {
                    item.size += 64;
                    item.packedSize += 64;
                })),
                fault("an extra field of another kind", ZIP_OVERLAP_OR_GAP,
                        pickle(item -> item.localExtra = new byte[]{'U', 'T', 1, 0, 0})),
                fault("half an extra field", ZIP_OVERLAP_OR_GAP,
                        pickle(item -> item.localExtra = new byte[]{'F', 'B'})));
    }

    @Test
    void looksAtNoMoreRecordsThanItMay() {
        var zip = new TorchZip().add("a/data.pkl", PICKLE).add("a/version", VERSION).alignedTo(4096);
        IntStream.range(0, 10).forEach(i -> zip.add("a/data/" + i, DATA));
        fault("many looks", ZIP_OVERLAP_OR_GAP, zip.finish()).check(Map.of());
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsMissingOrOfAnotherVersion() {
        return Expected.all(
                fault("no pickle", ZIP_STRUCTURE, new TorchZip().add("a/version", VERSION).finish())
                        .saying("no record data.pkl"),
                fault("no version", ZIP_STRUCTURE, new TorchZip().add("a/data.pkl", PICKLE).finish())
                        .saying("no record version"),
                fault("version 0", ZIP_STRUCTURE, versioned("0\n")),
                fault("version 11", ZIP_STRUCTURE, versioned("11\n")),
                fault("version x", ZIP_STRUCTURE, versioned("x")),
                fault("a version of many bytes", ZIP_STRUCTURE, versioned("3".repeat(1000))),
                fault("an empty version", ZIP_STRUCTURE, versioned("")),
                fault("an empty pickle", ZIP_STRUCTURE, new TorchZip().add("a/data.pkl", new byte[0])
                        .add("a/data/0", DATA)
                        .add("a/version", VERSION)
                        .finish()),
                fault("an alignment of no power of two", ZIP_STRUCTURE,
                        also(zip -> zip.add("a/.storage_alignment", TorchBytes.ascii("96")))),
                fault("an alignment of more than a page", ZIP_STRUCTURE,
                        also(zip -> zip.add("a/.storage_alignment", TorchBytes.ascii("8192")))),
                fault("an alignment that leaves room for a file", ZIP_STRUCTURE,
                        also(zip -> zip.add("a/.storage_alignment", TorchBytes.ascii("99999")))),
                fault("an alignment of nothing", ZIP_STRUCTURE,
                        also(zip -> zip.add("a/.storage_alignment", TorchBytes.ascii("0")))),
                fault("numbers the other way round", STORAGE_MISMATCH,
                        also(zip -> zip.add("a/byteorder", TorchBytes.ascii("big")))).saying("big-endian"));
    }

    private static SparseFile versioned(String version) {
        return new TorchZip().add("a/data.pkl", PICKLE)
                .add("a/data/0", DATA)
                .add("a/version", TorchBytes.ascii(version))
                .finish();
    }

    @TestFactory
    Stream<DynamicTest> comparesStoragesWithTheirRecords() {
        return Expected.all(
                fault("a storage that is not there", STORAGE_MISMATCH,
                        new TorchZip().add("a/data.pkl", PICKLE).add("a/version", VERSION).finish()),
                fault("a storage that is too short", STORAGE_MISMATCH, new TorchZip().add("a/data.pkl", PICKLE)
                        .add("a/data/0", new byte[15])
                        .add("a/version", VERSION)
                        .finish()),
                fault("a storage that is too long", STORAGE_MISMATCH, new TorchZip().add("a/data.pkl", PICKLE)
                        .add("a/data/0", new byte[17])
                        .add("a/version", VERSION)
                        .finish()),
                fault("a storage that nothing uses", STORAGE_MISMATCH, also(zip -> zip.add("a/data/1", DATA))));
    }

    @Test
    void keepsToItsLimits() {
        fault("a large pickle", FileFault.PICKLE_LIMIT,
                new TorchZip().add("a/data.pkl", 17L << 20).add("a/version", VERSION).finish()).check(Map.of());
        fault("many records", ZIP_STRUCTURE, zip().finish())
                .check(Map.of("lorikeet.storage.torch.entries", 2));
        var zip = new TorchZip();
        IntStream.range(0, 20).forEach(i -> zip.add("a/data/" + i, DATA));
        fault("a large directory", ZIP_STRUCTURE, zip.finish())
                .check(Map.of("lorikeet.storage.torch.directory", "1KB"));
    }

    @Test
    void somethingBehindAStreamMayBeAnythingElse() {
        fault("polyglot", POLYGLOT_SUSPECT, TorchBytes.stream(LORA).append(TorchBytes.archive(LORA).bytes()))
                .check(Map.of());
    }
}
