package dev.lorikeet.embedded.mongo;

import org.h2.mvstore.MVMap;

/** Where one index keeps its entries, and whether they are complete. */
interface IndexFile {
    String name();

    MVMap<byte[], Integer> entries();

    boolean isBuilt();

    void markBuilt();

    void remove();
}
