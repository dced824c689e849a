package dev.lorikeet.storage.torch;

import java.util.regex.Pattern;

/** What a pickle may hold depends on where it is. */
enum Dialect {
    /** Of an archive: storages are records. */
    ARCHIVE("[0-9]{1,9}", 5),
    /** The object of an old stream: storages are named by where they were in memory, and may say of which they are part. */
    STREAM("[0-9]{1,20}", 6),
    /** Around it: plain values only. */
    PLAIN("", 0);

    private final Pattern keys;
    private final int parts;

    Dialect(String keys, int parts) {
        this.keys = Pattern.compile(keys);
        this.parts = parts;
    }

    boolean namesStorages() {
        return parts > 0;
    }

    int parts() {
        return parts;
    }

    boolean isKey(String text) {
        return keys.matcher(text).matches();
    }
}
