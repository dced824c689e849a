package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/** An archive as torch writes it, proven from its directory. */
final class Archive {
    /** Longer ones of the records that hold a word or a number are not what they seem. */
    private static final int SMALL = 100;
    /** Before the directory: there torch writes the version, which then comes in the same read. */
    private static final int BEFORE = 1024;
    private static final Pattern VERSION = Pattern.compile("([1-9]|10)\n?");
    private static final Pattern ALIGNMENT = Pattern.compile("[1-9][0-9]{0,3}");
    /** A page. Larger ones would leave gaps that nobody looks into. */
    private static final int LARGEST_ALIGNMENT = 4096;
    private static final String USUAL_BYTE_ORDER = "little";
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
        int before = (int) Math.min(BEFORE, end.directory());
        var last = file.at(end.directory() - before, before + end.length());
        var directory = last.slice(before, end.length()).order(last.order());
        var archive = new Archive(file, CentralDirectory.read(directory, end.entries(), end.directory()), end);
        archive.fetchWords(limits.pickle());
        archive.refuseOtherVersions();
        archive.refuseOtherByteOrders();
        Layout.check(file, archive.entries, end, archive.alignment(), limits);
        return archive;
    }

    /** The pickle and the small records behind it in one read; one by one they would be four requests. */
    private void fetchWords(PickleLimits limits) {
        int first = entries.indexOf(required(EntryNames.PICKLE));
        int last = first;
        while (last + 1 < entries.size() && !isStorage(entries.get(last + 1))) {
            last++;
        }
        long length = Layout.next(entries, last, end) - entries.get(first).header();
        if (length > 0 && length <= limits.size().toBytes()) {
            file.at(entries.get(first).header(), (int) length);
        }
    }

    private Entry required(String suffix) {
        var entry = bySuffix.get(suffix);
        if (entry == null) {
            throw CentralDirectory.unfit("it holds no record " + suffix);
        }
        return entry;
    }

    private static boolean isStorage(Entry entry) {
        return entry.suffix().startsWith(EntryNames.STORAGES);
    }

    private void refuseOtherVersions() {
        var version = word(required(EntryNames.VERSION));
        if (!VERSION.matcher(version).matches()) {
            throw CentralDirectory.unfit("its version is " + Shown.text(version.strip()) + ", not one from 1 to 10");
        }
    }

    private void refuseOtherByteOrders() {
        var order = word(EntryNames.BYTE_ORDER).orElse(USUAL_BYTE_ORDER);
        if (!order.equals(USUAL_BYTE_ORDER)) {
            throw new Unfit(FileFault.STORAGE_MISMATCH, "The numbers in this .ckpt file are " + Shown.text(order)
                    + "-endian; only little-endian ones are accepted.");
        }
    }

    private int alignment() {
        var alignment = word(EntryNames.ALIGNMENT).orElse(USUAL_ALIGNMENT);
        int bytes = ALIGNMENT.matcher(alignment).matches() ? Integer.parseInt(alignment) : 0;
        if (Integer.bitCount(bytes) != 1 || bytes > LARGEST_ALIGNMENT) {
            throw CentralDirectory.unfit("its alignment is " + Shown.text(alignment) + ", not a power of two up to "
                    + LARGEST_ALIGNMENT);
        }
        return bytes;
    }

    private Optional<String> word(String suffix) {
        return Optional.ofNullable(bySuffix.get(suffix)).map(this::word);
    }

    private String word(Entry entry) {
        return StandardCharsets.ISO_8859_1.decode(payload(entry, SMALL)).toString();
    }

    ByteBuffer pickle(PickleLimits limits) {
        var entry = required(EntryNames.PICKLE);
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
        entries.stream()
                .filter(Archive::isStorage)
                .forEach(
                        entry -> sizes.put(entry.suffix().substring(EntryNames.STORAGES.length()), entry.size()));
        return sizes;
    }
}
