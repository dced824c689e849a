package dev.lorikeet.storage.torch;

import java.util.List;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * Proves that the records of an archive lie side by side from its first byte to its directory. Where a record's bytes
 * begin is reckoned as torch does when it writes, so that thousands of them need not be looked at.
 */
final class Layout {
    private static final int SIGNATURE = 0x04034b50;
    private static final int FIELD = 4;
    /** The fields in front of the bytes of a record, with their padding. */
    private static final int LONGEST_EXTRA = 0xFFFF;

    private final Excerpt file;
    private final int alignment;
    private int looks;

    private Layout(Excerpt file, int alignment, int looks) {
        this.file = file;
        this.alignment = alignment;
        this.looks = looks;
    }

    static void check(Excerpt file, List<Entry> entries, ArchiveEnd end, int alignment, TorchLimits limits) {
        if (entries.getFirst().header() != 0) {
            throw CentralDirectory.unfit("its first record does not begin where the file begins");
        }
        var layout = new Layout(file, alignment, limits.looks());
        for (int i = 0; i < entries.size(); i++) {
            layout.check(entries.get(i), next(entries, i, end));
        }
    }

    static long next(List<Entry> entries, int index, ArchiveEnd end) {
        return index + 1 < entries.size() ? entries.get(index + 1).header() : end.directory();
    }

    private void check(Entry entry, long next) {
        long bare = entry.header() + Entry.LOCAL_HEADER + entry.name().length();
        long behind = entry.size() + entry.descriptor();
        if (next < bare + behind || next > bare + LONGEST_EXTRA + behind) {
            throw unfit(entry);
        }
        if (next != bare + behind && next != aligned(bare + FIELD + entry.wideField()) + behind) {
            look(entry, next - bare - behind);
        }
    }

    private long aligned(long at) {
        return Math.ceilDiv(at, alignment) * alignment;
    }

    private void look(Entry entry, long extra) {
        if (looks-- == 0) {
            throw unfit(entry);
        }
        var header = file.at(entry.header(), Entry.LOCAL_HEADER);
        if (header.getInt(0) != SIGNATURE || Short.toUnsignedInt(header.getShort(26)) != entry.name().length()
                || Short.toUnsignedInt(header.getShort(28)) != extra) {
            throw unfit(entry);
        }
    }

    static Unfit unfit(Entry entry) {
        return new Unfit(FileFault.ZIP_OVERLAP_OR_GAP, "In the archive of this .ckpt file the record "
                + Shown.text(entry.name()) + " does not end where the next one begins.");
    }
}
