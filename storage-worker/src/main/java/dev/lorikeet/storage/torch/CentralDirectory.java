package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * The records that an archive lists. Everything that torch never writes and that some library reads differently from
 * another is refused: compression, flags, comments, extra fields, links.
 */
final class CentralDirectory {
    private static final int SIGNATURE = 0x02014b50;
    private static final int FIXED = 46;
    private static final Set<Integer> FLAGS = Set.of(0, 0x8, 0x800, 0x808);
    private static final int WIDE = 0x0001;
    private static final int FILE_KINDS = 0xF000;
    private static final int PLAIN_FILE = 0x8000;
    private static final int FOLDER_OR_VOLUME = 0x18;

    private final ByteBuffer bytes;
    private final long end;

    private CentralDirectory(ByteBuffer bytes, long end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** @param end where the records must have ended */
    static List<Entry> read(ByteBuffer bytes, int entries, long end) {
        var directory = new CentralDirectory(bytes, end);
        var found = new ArrayList<Entry>();
        while (bytes.hasRemaining()) {
            if (found.size() == entries) {
                throw unfit("its directory holds more than the " + entries + " records that it counts");
            }
            found.add(directory.next());
        }
        if (found.size() != entries) {
            throw unfit("its directory counts " + entries + " records and holds " + found.size());
        }
        return found;
    }

    private Entry next() {
        int at = bytes.position();
        if (bytes.remaining() < FIXED || bytes.getInt(at) != SIGNATURE) {
            throw unfit("its directory cannot be read");
        }
        int nameLength = unsignedShort(at + 28);
        int extraLength = unsignedShort(at + 30);
        if (bytes.remaining() < FIXED + nameLength + extraLength) {
            throw unfit("its directory breaks off");
        }
        var name = name(at + FIXED, nameLength);
        EntryNames.refuseOtherKinds(name);
        refuseOddities(at, name);
        var wide = new Wide(bytes.slice(at + FIXED + nameLength, extraLength).order(bytes.order()), name);
        long size = wide.or(unsignedInt(at + 24));
        long packed = wide.or(unsignedInt(at + 20));
        long header = wide.or(unsignedInt(at + 42));
        wide.requireUsed();
        if (packed != size) {
            throw new Unfit(FileFault.ZIP_COMPRESSED,
                    "The record " + Shown.text(name) + " of this .ckpt file has two different sizes.");
        }
        if (size < 0 || header < 0 || size > end || header > end) {
            throw unfit("the record " + Shown.text(name) + " lies outside of it");
        }
        bytes.position(at + FIXED + nameLength + extraLength);
        return new Entry(name, EntryNames.suffix(name), unsignedShort(at + 8), unsignedInt(at + 16), size, header);
    }

    private String name(int from, int length) {
        var name = new byte[length];
        bytes.get(from, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private void refuseOddities(int at, String name) {
        int flags = unsignedShort(at + 8);
        int method = unsignedShort(at + 10);
        if (!FLAGS.contains(flags)) {
            throw new Unfit(FileFault.ZIP_FLAGS,
                    "The record " + Shown.text(name) + " of this .ckpt file is encrypted or"
                            + " marked in another way that PyTorch never does.");
        }
        if (method != 0) {
            throw new Unfit(FileFault.ZIP_COMPRESSED, "The record " + Shown.text(name)
                    + " of this .ckpt file is compressed, which PyTorch never does.");
        }
        int unixKind = unsignedShort(at + 40) & FILE_KINDS;
        if ((unixKind != 0 && unixKind != PLAIN_FILE) || (unsignedShort(at + 38) & FOLDER_OR_VOLUME) != 0) {
            throw new Unfit(FileFault.ZIP_FLAGS,
                    "The record " + Shown.text(name) + " of this .ckpt file is a link or a folder, not data.");
        }
        if (unsignedShort(at + 32) != 0 || unsignedShort(at + 34) != 0) {
            throw unfit("the record " + Shown.text(name) + " has a comment or lies on another disk");
        }
    }

    private int unsignedShort(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long unsignedInt(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    static Unfit unfit(String finding) {
        return new Unfit(FileFault.ZIP_STRUCTURE, "The archive in this .ckpt file is not sound: " + finding + ".");
    }

    /** The one extra field that may be there: it holds what does not fit into 32 bits, and nothing more. */
    private static final class Wide {
        private final ByteBuffer field;
        private final String name;

        Wide(ByteBuffer field, String name) {
            this.field = field;
            this.name = name;
            if (field.hasRemaining() && (field.remaining() < 4 || field.getShort() != WIDE
                    || Short.toUnsignedInt(field.getShort()) != field.remaining())) {
                throw odd();
            }
        }

        /** The fields come in a fixed order, each only if its short form says so. */
        long or(long narrow) {
            if (narrow != Entry.ELSEWHERE) {
                return narrow;
            }
            if (field.remaining() < Long.BYTES) {
                throw odd();
            }
            return field.getLong();
        }

        void requireUsed() {
            if (field.hasRemaining()) {
                throw odd();
            }
        }

        private Unfit odd() {
            return unfit("the record " + Shown.text(name) + " has an extra field that PyTorch does not write");
        }
    }
}
