package dev.lorikeet.embedded.mongo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;

/**
 * The process that gets killed: it writes from several threads and reports each write once the driver has it
 * acknowledged, as {@code id version}; a deletion is announced, too.
 */
final class KilledWriter {
    private static final int THREADS = 8;

    private final MongoCollection<Document> things;
    private final String round;
    private final FileOutputStream reports = new FileOutputStream(FileDescriptor.out);

    private KilledWriter(MongoCollection<Document> things, String round) {
        this.things = things;
        this.round = round;
    }

    public static void main(String[] args) {
        EmbeddedMongo mongo = EmbeddedMongo.start(Path.of(args[0]), 0, new SimpleMeterRegistry());
        MongoClient client = MongoConnection.to(mongo.connectionString());
        KilledWriter writer = new KilledWriter(client.getDatabase("db").getCollection("things"), args[1]);
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = writer.round + "-" + thread + "-";
            Thread.ofPlatform().start(() -> writer.write(prefix));
        }
    }

    private void write(String prefix) {
        for (int n = 0;; n++) {
            String id = prefix + n;
            things.insertOne(document(id, n));
            report(id, 0);
            for (int version = 0; version < n % 3; version++) {
                update(id, version);
            }
            if (n % 4 == 3) {
                String gone = prefix + (n - 3);
                report(gone, EmbeddedMongoKillIT.BEING_DELETED);
                things.deleteOne(Filters.eq("_id", gone));
                report(gone, EmbeddedMongoKillIT.DELETED);
            }
        }
    }

    private static Document document(String id, int n) {
        return new Document("_id", id).append("version", 0)
                .append("workspace", "w" + n % 5)
                .append("outboxKey", "key-" + id)
                .append("payload", "x".repeat(n % 700));
    }

    private void update(String id, int version) {
        things.updateOne(Filters.and(Filters.eq("_id", id), Filters.eq("version", version)),
                Updates.combine(Updates.inc("version", 1), Updates.set("workspace", "v" + version),
                        version == 0 ? Updates.unset("outboxKey") : Updates.set("outboxKey", "again-" + id)));
        report(id, version + 1);
    }

    /** One system call for each line, so that a line is either there or not. */
    private void report(String id, int version) {
        try {
            reports.write((id + " " + version + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
