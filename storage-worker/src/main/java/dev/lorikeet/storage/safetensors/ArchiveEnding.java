package dev.lorikeet.storage.safetensors;

import java.nio.ByteBuffer;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * The last bytes of a file, where a zip archive has its list of entries. Whoever opens archives from their end finds one
 * there, although the file is a sound .safetensors file: two files in one, of which only one was examined. Looking takes
 * a request of 64 KiB, which the budget has; the format's own library does not look.
 */
final class ArchiveEnding {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LARGE_LOCATOR = 0x07064b50;
    private static final int LARGE_LOCATOR_LENGTH = 20;
    /** A comment may follow the end record, and is no longer than this. */
    private static final int COMMENT = 0xFFFF;
    private static final int LONGEST = LARGE_LOCATOR_LENGTH + END_LENGTH + COMMENT;

    private final ByteBuffer bytes;
    private final long from;

    private ArchiveEnding(ByteBuffer bytes, long from) {
        this.bytes = bytes;
        this.from = from;
    }

    static ArchiveEnding of(Excerpt file) {
        int length = (int) Math.min(LONGEST, file.size());
        return new ArchiveEnding(file.at(file.size() - length, length), file.size() - length);
    }

    void refuseArchive() {
        for (int at = bytes.limit() - END_LENGTH; at >= 0; at--) {
            if (bytes.getInt(at) == END && endsArchive(at)) {
                throw new Unfit(FileFault.POLYGLOT_SUSPECT,
                        "This .safetensors file ends with a zip archive, inside its last tensor.");
            }
        }
    }

    /** Four bytes alone turn up by chance in one file of 65,000, so something has to go with them. */
    private boolean endsArchive(int at) {
        long length = Integer.toUnsignedLong(bytes.getInt(at + 12));
        long offset = Integer.toUnsignedLong(bytes.getInt(at + 16));
        return signed(from + at - LARGE_LOCATOR_LENGTH, LARGE_LOCATOR) || signed(from + at - length, ENTRY)
                || signed(offset, ENTRY) || isConsistent(at, length, from + at - offset);
    }

    /** Of lists that begin before the bytes we have, the numbers of the end record have to tell. */
    private boolean isConsistent(int at, long length, long room) {
        int disks = bytes.getInt(at + 4);
        int entries = Short.toUnsignedInt(bytes.getShort(at + 10));
        return disks == 0 && bytes.getShort(at + 8) == bytes.getShort(at + 10)
                && length >= (long) entries * ENTRY_LENGTH && length <= room;
    }

    private boolean signed(long position, int signature) {
        long at = position - from;
        return at >= 0 && at <= bytes.limit() - Integer.BYTES && bytes.getInt((int) at) == signature;
    }
}
