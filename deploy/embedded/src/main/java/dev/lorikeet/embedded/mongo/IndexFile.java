package dev.lorikeet.embedded.mongo;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Where one index keeps its entries, and whether they are complete. */
final class IndexFile {
    private final MVStore store;
    private final MVMap<String, String> built;
    private final String path;
    private final String name;
    private final MVMap<byte[], Integer> entries;

    IndexFile(MVStore store, MVMap<String, String> built, String path, String name, MVMap<byte[], Integer> entries) {
        this.store = store;
        this.built = built;
        this.path = path;
        this.name = name;
        this.entries = entries;
    }

    String name() {
        return name;
    }

    MVMap<byte[], Integer> entries() {
        return entries;
    }

    boolean isBuilt() {
        return built.containsKey(path);
    }

    void markBuilt() {
        built.put(path, "");
    }

    void remove() {
        built.remove(path);
        store.removeMap(entries);
    }
}
