package dev.lorikeet.embedded.mongo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** The lists and sweeps of the services over 100,000 documents: none may read them all. The times are for reading. */
class EmbeddedMongoListsIT {
    private static final int DOCUMENTS = 100_000;
    private static final int BATCH = 1_000;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Bson READY = and(eq("workspace", "w3"), eq("status", "Ready"));
    private static final Bson NEWEST_FIRST = descending("uploadedAt", "_id");

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void listsAndSweepsAreReadFromIndexes() throws Exception {
        Path file = directory.resolve("lists.mv");
        try (EmbeddedMongo mongo = EmbeddedMongo.start(file, 0, meters);
                MongoClient client = MongoConnection.to(mongo.connectionString())) {
            MongoCollection<Document> loras = client.getDatabase("db").getCollection("loras");
            System.out.printf("%d documents inserted in %d ms%n", DOCUMENTS, micros(() -> insert(loras)) / 1000);
            long scan = median(3, () -> page(loras, READY));
            assertThat(scans()).isEqualTo(3);
            System.out.printf("indexes built in %d ms%n", micros(() -> createIndexes(loras)) / 1000);
            report("first page", scan, () -> page(loras, READY));
            report("page 20", scan, () -> page(loras, behind(skipPages(loras, 19))));
            report("due", scan, () -> loras.find(lte("dueAt", START.plusSeconds(50)))
                    .sort(ascending("dueAt"))
                    .limit(100));
            report("outbox shard", scan, () -> loras.find(and(gte("outboxKey", "0a"), lt("outboxKey", "0b")))
                    .sort(ascending("outboxKey"))
                    .limit(100));
            report("count", scan, () -> loras.aggregate(List.of(new Document("$match", READY),
                    new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1))))));
            report("conditional update", scan, () -> List.of(requireNonNull(loras.findOneAndUpdate(
                    and(eq("_id", "lora-000777"), eq("version", 1)), Updates.inc("other", 1)))));
            assertThat(loras.countDocuments(READY)).isEqualTo(DOCUMENTS / 20);
            assertThat(scans()).as("scans since there are indexes").isEqualTo(3);
            System.out.printf("file: %d MiB%n", Files.size(file) >> 20);
        }
    }

    private double scans() {
        return meters.find(ScanMeter.NAME)
                .tag("collection", "db.loras")
                .counters()
                .stream()
                .mapToDouble(
                        Counter::count)
                .sum();
    }

    private static void insert(MongoCollection<Document> loras) {
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
            loras.insertMany(IntStream.range(from, from + BATCH).mapToObj(EmbeddedMongoListsIT::lora).toList());
        }
    }

    private static Document lora(int n) {
        Document lora = new Document("_id", "lora-%06d".formatted(n * 7919L % DOCUMENTS))
                .append("workspace", "w" + n % 10)
                .append("status", n % 20 < 10
                        ? "Ready"
                        : "Verifying")
                .append("uploadedAt",
                        START.plusSeconds(n / 3))
                .append("version", 1)
                .append("text", "x".repeat(850));
        if (n % 50 == 0) {
            lora.append("dueAt", START.plusSeconds(n % 1000))
                    .append("outboxKey", "%02x|%08d".formatted(n / 50 % 16, n));
        }
        return lora;
    }

    private static void createIndexes(MongoCollection<Document> loras) {
        loras.createIndex(compoundIndex(ascending("workspace", "status"), NEWEST_FIRST));
        loras.createIndex(ascending("dueAt"), new IndexOptions().sparse(true));
        loras.createIndex(ascending("outboxKey"), new IndexOptions().sparse(true).unique(true));
    }

    private static FindIterable<Document> page(MongoCollection<Document> loras, Bson filter) {
        return loras.find(filter).sort(NEWEST_FIRST).limit(50);
    }

    private static Bson behind(Document last) {
        return and(READY, or(lt("uploadedAt", last.get("uploadedAt")),
                and(eq("uploadedAt", last.get("uploadedAt")), lt("_id", last.get("_id")))));
    }

    private Document last = new Document();

    private Document skipPages(MongoCollection<Document> loras, int pages) {
        if (last.isEmpty()) {
            Bson filter = READY;
            for (int page = 0; page < pages; page++) {
                last = page(loras, filter).into(new ArrayList<>()).getLast();
                filter = behind(last);
            }
        }
        return last;
    }

    private static void report(String what, long scan, Supplier<Iterable<Document>> query) {
        assertThat(query.get()).isNotEmpty();
        long median = median(200, query);
        System.out.printf("%s: %d us, %d times faster than reading everything (%d us)%n", what, median, scan / median,
                scan);
    }

    /** In microseconds. */
    private static long median(int times, Supplier<Iterable<Document>> query) {
        return IntStream.range(0, times)
                .mapToLong(_ -> micros(() -> query.get().forEach(found -> assertThat(found).isNotEmpty())))
                .sorted()
                .skip(times / 2)
                .findFirst()
                .orElseThrow();
    }

    private static long micros(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1000;
    }
}
