package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import org.jspecify.annotations.Nullable;

/** An archive as torch writes it, proven from its directory. */
final class Archive {
    /** Longer ones of the records that hold a word or a number are not what they seem. */
    private static final int SMALL = 100;
    private static final Pattern VERSION = Pattern.compile("([1-9]|10)\n?");
    private static final Pattern ALIGNMENT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final String USUAL_ALIGNMENT = "64";

    private final Excerpt file;
    private final List<Entry> entries;
    private final Map<String, Entry> bySuffix;
    private final ArchiveEnd end;

    private Archive(Excerpt file, List<Entry> entries, ArchiveEnd end) {
        this.file = file;
        this.entries = entries;
        this.bySuffix = EntryNames.checked(entries);
        this.end = end;
    }

    static Archive of(Excerpt file, TorchLimits limits) {
        var end = ArchiveEnd.of(file, limits);
        var directory = file.at(end.directory(), end.length());
        var archive = new Archive(file, CentralDirectory.read(directory, end.entries(), end.directory()), end);
        archive.refuseOtherVersions();
        archive.refuseOtherByteOrders();
        Layout.check(file, archive.entries, end, archive.alignment(), limits);
        return archive;
    }

    private void refuseOtherVersions() {
        var version = word(EntryNames.VERSION);
        if (version == null || !VERSION.matcher(version).matches()) {
            throw CentralDirectory.unfit(version == null
                    ? "it holds no version record"
                    : "its version is " + Shown.text(version.strip()) + ", not one from 1 to 10");
        }
    }

    private void refuseOtherByteOrders() {
        var order = word(EntryNames.BYTE_ORDER);
        if (order != null && !order.equals("little")) {
            throw new Unfit(FileFault.STORAGE_MISMATCH, "The numbers in this .ckpt file are " + Shown.text(order)
                    + "-endian; only little-endian ones are accepted.");
        }
    }

    private int alignment() {
        var written = word(EntryNames.ALIGNMENT);
        var alignment = written == null ? USUAL_ALIGNMENT : written;
        if (!ALIGNMENT.matcher(alignment).matches()) {
            throw CentralDirectory.unfit("its alignment is " + Shown.text(alignment));
        }
        return Integer.parseInt(alignment);
    }

    private @Nullable String word(String suffix) {
        var entry = bySuffix.get(suffix);
        return entry == null ? null : StandardCharsets.ISO_8859_1.decode(payload(entry, SMALL)).toString();
    }

    ByteBuffer pickle(PickleLimits limits) {
        var entry = bySuffix.get(EntryNames.PICKLE);
        if (entry == null) {
            throw CentralDirectory.unfit("it holds no data.pkl");
        }
        long most = limits.size().toBytes();
        if (entry.size() > most) {
            throw new Unfit(FileFault.PICKLE_LIMIT, "The pickle in this .ckpt file takes " + Shown.bytes(entry.size())
                    + ", and " + Shown.bytes(most) + " are read at most.");
        }
        return payload(entry, most);
    }

    private ByteBuffer payload(Entry entry, long most) {
        if (entry.size() == 0 || entry.size() > most) {
            throw CentralDirectory.unfit("the record " + Shown.text(entry.name()) + " takes "
                    + Shown.bytes(entry.size()));
        }
        return LocalRecord.payload(file, entry, Layout.next(entries, entries.indexOf(entry), end));
    }

    /** How many bytes each storage has, by its key. */
    Map<String, Long> storages() {
        Map<String, Long> sizes = new HashMap<>();
        bySuffix.forEach((suffix, entry) -> {
            if (suffix.startsWith(EntryNames.STORAGES)) {
                sizes.put(suffix.substring(EntryNames.STORAGES.length()), entry.size());
            }
        });
        return sizes;
    }
}
