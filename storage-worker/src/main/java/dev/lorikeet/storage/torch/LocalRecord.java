package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/** A record that is read: whatever its place in the archive says of it must be what the directory says. */
final class LocalRecord {
    private static final int SIGNATURE = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int WIDE = 0x0001;
    private static final int PADDING = 0x4246;
    /** Name, extra fields and descriptor at most. */
    private static final int AROUND = 2 * 0xFFFF + 100;

    private final Entry entry;
    private final ByteBuffer bytes;

    private LocalRecord(Entry entry, ByteBuffer bytes) {
        this.entry = entry;
        this.bytes = bytes;
    }

    /** @param next where the following record, or the directory, begins */
    static ByteBuffer payload(Excerpt file, Entry entry, long next) {
        long length = next - entry.header();
        if (length < Entry.LOCAL_HEADER || length > entry.size() + AROUND) {
            throw Layout.unfit(entry);
        }
        return new LocalRecord(entry, file.at(entry.header(), Math.toIntExact(length))).payload();
    }

    private ByteBuffer payload() {
        requireSameHeader();
        int from = Entry.LOCAL_HEADER + entry.name().length() + Short.toUnsignedInt(bytes.getShort(28));
        int to = Math.toIntExact(from + entry.size());
        if (to + entry.descriptor() != bytes.limit()) {
            throw Layout.unfit(entry);
        }
        requireKnownFields(Entry.LOCAL_HEADER + entry.name().length(), from);
        requireSameDescriptor(to);
        var payload = bytes.slice(from, to - from).order(bytes.order());
        var checksum = new CRC32();
        checksum.update(payload.duplicate());
        if (checksum.getValue() != entry.checksum()) {
            throw CentralDirectory
                    .unfit("the checksum of the record " + Shown.text(entry.name()) + " does not fit its bytes");
        }
        return payload;
    }

    private void requireSameHeader() {
        int name = entry.name().length();
        require(bytes.getInt(0) == SIGNATURE && Short.toUnsignedInt(bytes.getShort(6)) == entry.flags()
                && bytes.getShort(8) == 0 && Short.toUnsignedInt(bytes.getShort(26)) == name);
        require(bytes.limit() >= Entry.LOCAL_HEADER + name && bytes.slice(Entry.LOCAL_HEADER, name)
                .equals(ByteBuffer.wrap(entry.name().getBytes(StandardCharsets.ISO_8859_1))));
        require(agrees(14, entry.checksum()) && agrees(18, entry.size()) && agrees(22, entry.size()));
    }

    /** A record that is described behind its bytes may leave this open in front of them. */
    private boolean agrees(int at, long value) {
        long here = Integer.toUnsignedLong(bytes.getInt(at));
        return here == value || (here == 0 && entry.isDescribed());
    }

    private void requireKnownFields(int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at < 4) {
                throw Layout.unfit(entry);
            }
            int kind = Short.toUnsignedInt(bytes.getShort(at));
            at += 4 + Short.toUnsignedInt(bytes.getShort(at + 2));
            if ((kind != WIDE && kind != PADDING) || at > to) {
                throw Layout.unfit(entry);
            }
        }
    }

    private void requireSameDescriptor(int at) {
        if (entry.isDescribed()) {
            require(bytes.getInt(at) == DESCRIPTOR
                    && Integer.toUnsignedLong(bytes.getInt(at + 4)) == entry.checksum());
            require(entry.isWide()
                    ? bytes.getLong(at + 8) == entry.size() && bytes.getLong(at + 16) == entry.size()
                    : Integer.toUnsignedLong(bytes.getInt(at + 8)) == entry.size()
                            && Integer.toUnsignedLong(bytes.getInt(at + 12)) == entry.size());
        }
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new Unfit(FileFault.ZIP_LOCAL_CENTRAL_MISMATCH, "The record " + Shown.text(entry.name())
                    + " of this .ckpt file is described in two ways that do not agree.");
        }
    }
}
