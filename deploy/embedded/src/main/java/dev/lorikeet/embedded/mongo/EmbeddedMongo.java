package dev.lorikeet.embedded.mongo;

import java.nio.file.Path;
import java.util.function.Consumer;

import dev.lorikeet.embedded.LastWords;
import dev.lorikeet.embedded.PlatformFailure;
import io.micrometer.core.instrument.MeterRegistry;
import org.h2.mvstore.MVStoreException;

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
        return start(file, port, meters, sentence -> LastWords.halt(1, sentence));
    }

    /** {@code dead} gets the last words of one that runs and can no longer write. */
    static EmbeddedMongo start(Path file, int port, MeterRegistry meters, Consumer<String> dead) {
        StoreFile store = StoreFile.open(file);
        GroupCommit commits = new GroupCommit(store, reason -> dead.accept(lastWords(file, reason)));
        try {
            StoredBackend backend = commits.write(() -> new StoredBackend(store, commits, new ScanMeter(meters)));
            return new EmbeddedMongo(store, commits, new WireServer(backend, commits, port));
        } catch (MVStoreException e) {
            throw closed(commits, store, StoreFile.unusable(file, e));
        } catch (RuntimeException e) {
            throw closed(commits, store, e);
        }
    }

    private static String lastWords(Path file, Throwable reason) {
        return "The embedded MongoDB can no longer write %s (%s); mend that (a full disk?) and start again: all that was acknowledged is there."
                .formatted(file, PlatformFailure.reasonOf(reason));
    }

    private static RuntimeException closed(GroupCommit commits, StoreFile file, RuntimeException reason) {
        try {
            close(commits, file);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    public int port() {
        return server.port();
    }

    public String connectionString() {
        return "mongodb://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // H2's file would not survive it, see GroupCommit
        try {
            closeServer();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeServer() {
        try {
            server.close();
        } finally {
            close(commits, file);
        }
    }

    private static void close(GroupCommit commits, StoreFile file) {
        try {
            commits.close();
        } finally {
            file.close();
        }
    }
}
