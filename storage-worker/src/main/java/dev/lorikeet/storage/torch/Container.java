package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** What a file is by its first bytes. Its name is never asked. */
enum Container {
    ARCHIVE("an archive", 0, "504b0304"),
    STREAM("a stream of PyTorch before 1.6", 0, "80028a0a6cfc9c46f9206aa850192e"),
    SEVEN_ZIP("a 7z archive", 0, "377abcaf271c"),
    GZIP("compressed with gzip", 0, "1f8b"),
    ZSTD("compressed with zstd", 0, "28b52ffd"),
    XZ("compressed with xz", 0, "fd377a585a00"),
    BZIP2("compressed with bzip2", 0, "425a68"),
    NPY("a NumPy array", 0, "934e554d5059"),
    PNG("a PNG picture", 0, "89504e47"),
    GGUF("a GGUF model", 0, "47475546"),
    HDF5("an HDF5 file", 0, "89484446"),
    PREVIEW("a preview archive of PyTorch (PYTORCH1)", 0, "5059544f52434831"),
    NO_ARCHIVE("an empty or divided zip archive", 0, "504b"),
    TAR("a tar archive", 257, "7573746172"),
    SAFETENSORS("safetensors", 0, ""),
    BARE_PICKLE("a bare pickle", 0, ""),
    UNKNOWN("nothing that PyTorch writes", 0, "");

    /** A header that the safetensors format allows; its length is the first number of the file. */
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String JSON_STARTS = "{ \t\r\n";
    /** What a pickle of the protocols without a mark of their own begins with. */
    private static final String PICKLE_STARTS = "(c]})";
    private static final int PROTO = 0x80;
    private static final int NEWEST_PROTOCOL = 5;

    private final String words;
    private final int offset;
    private final byte[] magic;

    Container(String words, int offset, String magic) {
        this.words = words;
        this.offset = offset;
        this.magic = HexFormat.of().parseHex(magic);
    }

    static Container of(ByteBuffer head) {
        if (isSafetensors(head)) {
            return SAFETENSORS;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.magic.length > 0 && kind.begins(head))
                .findFirst()
                .orElse(isPickle(head) ? BARE_PICKLE : UNKNOWN);
    }

    String words() {
        return words;
    }

    int length() {
        return magic.length;
    }

    private boolean begins(ByteBuffer head) {
        return head.limit() >= offset + magic.length
                && head.slice(offset, magic.length).equals(ByteBuffer.wrap(magic));
    }

    /** A zip's first bytes can be such a length too; then it counts as a zip and has to be one from end to end. */
    private static boolean isSafetensors(ByteBuffer head) {
        if (head.limit() < Long.BYTES + 1 || ARCHIVE.begins(head)) {
            return false;
        }
        long length = head.getLong(0);
        return length > 1 && length <= LONGEST_HEADER && JSON_STARTS.indexOf(head.get(Long.BYTES)) >= 0;
    }

    private static boolean isPickle(ByteBuffer head) {
        if (head.limit() < 2) {
            return false;
        }
        boolean marked = Byte.toUnsignedInt(head.get(0)) == PROTO && head.get(1) >= 0 && head.get(1) <= NEWEST_PROTOCOL;
        return marked || PICKLE_STARTS.indexOf(head.get(0)) >= 0;
    }
}
