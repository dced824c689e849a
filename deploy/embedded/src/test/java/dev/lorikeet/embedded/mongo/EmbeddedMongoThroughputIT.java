package dev.lorikeet.embedded.mongo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How much a shared commit is worth, and what the file grows to. The numbers are for reading. */
class EmbeddedMongoThroughputIT {
    private static final int THREADS = 32;
    private static final int EACH = 150;

    @TempDir
    private Path directory;

    @Test
    void writersAtOnceAreFasterThanOneAfterTheOther() throws Exception {
        Path file = directory.resolve("throughput.mv");
        try (EmbeddedMongo mongo = EmbeddedMongo.start(file, 0, new SimpleMeterRegistry());
                MongoClient client = MongoConnection.to(mongo.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("db").getCollection("things");
            things.createIndex(Indexes.ascending("kind", "n"));
            insertAndUpdate(things, "warm", 4);
            double alone = insertAndUpdate(things, "alone", 1);
            double together = insertAndUpdate(things, "together", THREADS);
            System.out.printf("Durable writes: %.0f/s alone, %.0f/s from %d threads; file %d KiB for %d documents%n",
                    alone, together, THREADS, Files.size(file) / 1024, things.countDocuments());
            assertThat(things.countDocuments()).isEqualTo(EACH * (4 + 1 + THREADS));
        }
    }

    private static double insertAndUpdate(MongoCollection<Document> things, String kind, int threads) throws Exception {
        long begin = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Integer>> tasks = IntStream.range(0, threads)
                    .<Callable<Integer>>mapToObj(
                            thread -> () -> insertAndUpdate(things, kind + thread))
                    .toList();
            for (Future<Integer> done : new ArrayList<>(pool.invokeAll(tasks))) {
                assertThat(done.get()).isEqualTo(EACH);
            }
        }
        return 2.0 * EACH * threads * 1e9 / (System.nanoTime() - begin);
    }

    private static int insertAndUpdate(MongoCollection<Document> things, String kind) {
        for (int n = 0; n < EACH; n++) {
            String id = kind + "-" + n;
            things.insertOne(
                    new Document("_id", id).append("kind", kind).append("n", n).append("text", "x".repeat(800)));
            things.updateOne(Filters.and(Filters.eq("_id", id), Filters.eq("n", n)), Updates.inc("n", 1));
        }
        return EACH;
    }
}
