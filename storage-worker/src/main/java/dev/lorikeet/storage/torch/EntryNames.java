package dev.lorikeet.storage.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * The names that torch gives to records: one folder, and in it these and no others. PyTorch looks names up without
 * regard to case, so there is nothing to choose between two that differ only in it: neither is in the list.
 */
final class EntryNames {
    static final String PICKLE = "data.pkl";
    static final String VERSION = "version";
    static final String BYTE_ORDER = "byteorder";
    static final String ALIGNMENT = ".storage_alignment";
    static final String STORAGES = "data/";
    private static final Pattern SUFFIX = Pattern
            .compile("data\\.pkl|version|byteorder|\\.format_version|\\.storage_alignment|\\.data/serialization_id"
                    + "|data/[0-9]{1,9}");
    private static final Pattern ROOT = Pattern.compile("(?!\\.{1,2}$)[ -~&&[^/\\\\]]{1,255}");
    private static final Pattern SCRIPT = Pattern.compile("(?i)[^/]*/(constants\\.pkl|code/.*|model\\.json)");
    private static final Pattern NUMPY = Pattern.compile("(?i).*\\.npy");

    private EntryNames() {}

    static String suffix(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    static Map<String, Entry> checked(List<Entry> entries) {
        var bySuffix = new HashMap<String, Entry>();
        for (var entry : entries) {
            var root = entry.name().substring(0, Math.max(0, entry.name().indexOf('/')));
            if (!ROOT.matcher(root).matches() || !SUFFIX.matcher(entry.suffix()).matches()) {
                throw unfit("holds " + Shown.text(entry.name()) + ", which torch.save does not write");
            }
            if (!entries.getFirst().name().startsWith(root + "/")) {
                throw unfit("has more than one top folder");
            }
            if (bySuffix.put(entry.suffix(), entry) != null) {
                throw unfit("holds " + Shown.text(entry.name()) + " twice");
            }
        }
        return bySuffix;
    }

    /** These two are worth knowing by name, before what else is odd about them. */
    static void refuseOtherKinds(String name) {
        if (SCRIPT.matcher(name).matches()) {
            throw new Unfit(FileFault.UNSUPPORTED_CONTAINER,
                    "This .ckpt file is a TorchScript program, not a file of weights.");
        }
        if (NUMPY.matcher(name).matches()) {
            throw new Unfit(FileFault.UNSUPPORTED_CONTAINER, "This .ckpt file is an archive of NumPy arrays.");
        }
    }

    private static Unfit unfit(String finding) {
        return new Unfit(FileFault.ZIP_ENTRY_NAME, "The archive in this .ckpt file " + finding + ".");
    }
}
