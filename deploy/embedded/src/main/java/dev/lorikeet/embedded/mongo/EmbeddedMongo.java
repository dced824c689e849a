package dev.lorikeet.embedded.mongo;

import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * A MongoDB for one machine: the wire protocol on the loopback address, over one file. An acknowledged write survives
 * the end of the process however it ends. Lists and sweeps are read from real secondary indexes; a query that none
 * serves is counted as {@code lorikeet.embedded.mongo.scans}.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private final StoreFile file;
    private final GroupCommit commits;
    private final WireServer server;

    private EmbeddedMongo(StoreFile file, GroupCommit commits, WireServer server) {
        this.file = file;
        this.commits = commits;
        this.server = server;
    }

    /**
     * Returns when clients can connect.
     *
     * @param file created if it does not exist; only one process may have it open
     * @param port 0 for any free one
     */
    public static EmbeddedMongo start(Path file, int port, MeterRegistry meters) {
        StoreFile store = StoreFile.open(file);
        GroupCommit commits = new GroupCommit(store);
        try {
            StoredBackend backend = commits.write(() -> new StoredBackend(store, commits, new ScanMeter(meters)));
            return new EmbeddedMongo(store, commits, new WireServer(backend, commits, port));
        } catch (RuntimeException e) {
            commits.close();
            store.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    public String connectionString() {
        return "mongodb://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.close();
        commits.close();
        file.close();
    }
}
