package dev.lorikeet.embedded.mongo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.lorikeet.embedded.PlatformFailure;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.IntegerDataType;

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
        store.setVersionsToKeep(0);
        store.setRetentionTime(RETENTION_MILLIS);
        this.built = store.openMap("built");
    }

    static StoreFile inMemory() {
        return new StoreFile(builder().open());
    }

    static StoreFile open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            MVStore store = builder().fileName(path.toAbsolutePath().toString()).open();
            return opened(path, store);
        } catch (IOException | MVStoreException e) {
            throw unusable(path, e);
        }
    }

    /** H2 opens a file that it may not write, and refuses the first write. */
    private static StoreFile opened(Path path, MVStore store) throws IOException {
        try {
            if (store.isReadOnly()) {
                throw new AccessDeniedException(path.toString());
            }
            return new StoreFile(store);
        } catch (IOException | RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    static PlatformFailure unusable(Path path, Exception cause) {
        return new PlatformFailure(sentence(cause).formatted(path, PlatformFailure.reasonOf(cause)), cause);
    }

    private static String sentence(Exception cause) {
        return cause instanceof MVStoreException e && e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                ? "MongoDB's data in %s is in use by another process; stop that one or choose another data directory with --data DIR."
                : "MongoDB cannot use its data in %s (%s); move that file away to start with an empty one, or choose another data directory with --data DIR.";
    }

    private static MVStore.Builder builder() {
        return new MVStore.Builder().autoCommitDisabled()
                .autoCommitBufferSize(0)
                .pageSplitSize(PAGE_BYTES)
                .cacheSize(CACHE_MEGABYTES);
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
        requireOpen();
        store.commit();
    }

    @Override
    public void sync() {
        store.sync();
    }

    /** H2 closes a store in which it finds a fault, and then takes commits without a word and without an effect. */
    private void requireOpen() {
        if (store.isClosed()) {
            throw new IllegalStateException("the store is closed", store.getPanicException());
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
