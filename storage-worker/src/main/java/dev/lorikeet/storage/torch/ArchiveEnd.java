package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * Where the directory of an archive is. Libraries search for it, each differently; here it is either where torch puts
 * it, with nothing behind it, or the file is refused.
 */
record ArchiveEnd(long directory, int length, int entries) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int WIDE_END = 0x06064b50;
    private static final int WIDE_END_LENGTH = 56;
    /** What the wide end says of its own length: without what it says it in. */
    private static final int WIDE_END_REST = 44;
    private static final int ALL = WIDE_END_LENGTH + LOCATOR_LENGTH + END_LENGTH;
    private static final int MANY = 0xFFFF;

    static ArchiveEnd of(Excerpt file, TorchLimits limits) {
        long size = file.size();
        var tail = file.at(size - limits.tailBytes(size), limits.tailBytes(size));
        int end = tail.limit() - END_LENGTH;
        if (end < 0 || tail.getInt(end) != END) {
            throw noEnd(tail);
        }
        require(tail.getShort(end + 20) == 0, "a comment follows it");
        require(tail.getInt(end + 4) == 0, "it is divided");
        require(tail.getShort(end + 8) == tail.getShort(end + 10), "it is divided");
        return end >= LOCATOR_LENGTH && tail.getInt(end - LOCATOR_LENGTH) == LOCATOR
                ? wide(tail, size, limits)
                : narrow(tail, end, size, limits);
    }

    private static ArchiveEnd narrow(ByteBuffer tail, int end, long size, TorchLimits limits) {
        long entries = Short.toUnsignedLong(tail.getShort(end + 10));
        long length = Integer.toUnsignedLong(tail.getInt(end + 12));
        long directory = Integer.toUnsignedLong(tail.getInt(end + 16));
        return checked(directory, length, entries, size - END_LENGTH, limits);
    }

    private static ArchiveEnd wide(ByteBuffer tail, long size, TorchLimits limits) {
        int end = tail.limit() - END_LENGTH;
        int locator = end - LOCATOR_LENGTH;
        int wide = locator - WIDE_END_LENGTH;
        long place = size - ALL;
        require(wide >= 0, "its directory is missing");
        require(tail.getInt(locator + 4) == 0 && tail.getInt(locator + 16) == 1, "it is divided");
        require(tail.getLong(locator + 8) == place && tail.getInt(wide) == WIDE_END,
                "its two ends point to different places");
        require(tail.getLong(wide + 4) == WIDE_END_REST, "something hides in its end");
        require(tail.getLong(wide + 16) == 0 && tail.getLong(wide + 24) == tail.getLong(wide + 32), "it is divided");
        long entries = tail.getLong(wide + 32);
        long length = tail.getLong(wide + 40);
        long directory = tail.getLong(wide + 48);
        require(agree(Short.toUnsignedLong(tail.getShort(end + 10)), entries, MANY)
                && agree(Integer.toUnsignedLong(tail.getInt(end + 12)), length, Entry.ELSEWHERE)
                && agree(Integer.toUnsignedLong(tail.getInt(end + 16)), directory, Entry.ELSEWHERE),
                "its two ends say different things");
        return checked(directory, length, entries, place, limits);
    }

    private static boolean agree(long narrow, long wide, long elsewhere) {
        return narrow == wide || narrow == elsewhere;
    }

    private static ArchiveEnd checked(long directory, long length, long entries, long end, TorchLimits limits) {
        require(length >= 0 && directory >= 0 && length <= end && directory == end - length,
                "its directory does not lie directly before its end");
        require(length <= limits.directory().toBytes(), "its directory takes " + Shown.bytes(length) + ", and "
                + Shown.bytes(limits.directory().toBytes()) + " are read at most");
        require(entries >= 0 && entries <= limits.entries(),
                "it lists " + entries + " records, and " + limits.entries() + " are accepted at most");
        return new ArchiveEnd(directory, (int) length, (int) entries);
    }

    private static Unfit noEnd(ByteBuffer tail) {
        for (int at = tail.limit() - END_LENGTH - 1; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                return CentralDirectory.unfit("something follows its end");
            }
        }
        return new Unfit(FileFault.TRUNCATED,
                "This .ckpt file is cut short: it is an archive, and its end is missing.");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw CentralDirectory.unfit(otherwise);
        }
    }
}
