package dev.lorikeet.embedded.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.IntegerDataType;
import org.jspecify.annotations.Nullable;

/**
 * The one file. It never saves on its own account: only {@link #commit()} does, when no write is half done. Space of
 * old versions is used again at once, because {@link #tidy()} and commits have the store for themselves and readers
 * announce themselves with {@link #read}.
 */
final class StoreFile implements CommitLog, AutoCloseable {
    private static final String DOCUMENTS = "documents/";
    private static final String INDEX = "index/";
    /** Part of the names of indexes, so that a change of the encoding builds them anew. */
    private static final String ENCODING = "1/";
    private static final int PAGE_BYTES = 4 * 1024;
    private static final int CACHE_MEGABYTES = 64;
    private static final int FILL_PERCENT = 60;
    private static final int REWRITE_BYTES = 2 * 1024 * 1024;

    /** Longer than two syncs are apart: freed space is written again only when what replaced it is on the disk. */
    private static final int RETENTION_MILLIS = 1_000;

    private final MVStore store;
    private final MVMap<String, String> built;

    private StoreFile(MVStore store) {
        this.store = store;
        this.built = store.openMap("built");
    }

    /** Without a path the store is in memory. */
    static StoreFile open(@Nullable Path path) {
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled()
                .autoCommitBufferSize(0)
                .pageSplitSize(PAGE_BYTES)
                .cacheSize(CACHE_MEGABYTES);
        if (path != null) {
            builder.fileName(createParents(path.toAbsolutePath()).toString());
        }
        MVStore store = open(builder, path);
        store.setVersionsToKeep(0);
        store.setRetentionTime(RETENTION_MILLIS);
        return new StoreFile(store);
    }

    private static MVStore open(MVStore.Builder builder, @Nullable Path path) {
        try {
            return builder.open();
        } catch (MVStoreException e) {
            throw e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? new IllegalStateException("Another process uses " + path, e)
                    : e;
        }
    }

    private static Path createParents(Path path) {
        try {
            Files.createDirectories(path.getParent());
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> databases() {
        return store.getMapNames()
                .stream()
                .filter(name -> name.startsWith(DOCUMENTS))
                .map(name -> name.split("/", 3)[1])
                .collect(Collectors.toSet());
    }

    MVMap<byte[], byte[]> documents(String database, String collection) {
        return open(documentsName(database, collection), ByteArrayDataType.INSTANCE);
    }

    void removeDocuments(String database, String collection) {
        store.removeMap(documentsName(database, collection));
    }

    IndexFile index(String database, String collection, String index) {
        var path = INDEX + ENCODING + database + "/" + collection + "/" + index;
        return new IndexFile(store, built, path, index, open(path, IntegerDataType.INSTANCE));
    }

    private static String documentsName(String database, String collection) {
        return DOCUMENTS + database + "/" + collection;
    }

    private <V> MVMap<byte[], V> open(String name, DataType<V> values) {
        return store.openMap(name,
                new MVMap.Builder<byte[], V>().keyType(ByteArrayDataType.INSTANCE).valueType(values));
    }

    /** Keeps every version this work may look at. */
    <T> T read(Supplier<T> work) {
        MVStore.TxCounter use = store.registerVersionUsage();
        try {
            return work.get();
        } finally {
            store.deregisterVersionUsage(use);
        }
    }

    long size() {
        return store.getFileStore() == null ? 0 : store.getFileStore().size();
    }

    @Override
    public void commit() {
        store.commit();
    }

    @Override
    public void sync() {
        if (!store.isClosed()) {
            store.sync();
        }
    }

    @Override
    public boolean tidy() {
        boolean rewritten = store.compact(FILL_PERCENT, REWRITE_BYTES);
        store.commit();
        return rewritten;
    }

    @Override
    public void close() {
        store.close(); // tidied while it ran; H2's own tidying at the end trips over its assertions
    }
}
