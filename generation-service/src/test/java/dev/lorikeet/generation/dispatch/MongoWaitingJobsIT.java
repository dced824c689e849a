package dev.lorikeet.generation.dispatch;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.MongoCollections;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import dev.lorikeet.generation.job.Generations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;

final class MongoWaitingJobsIT extends WaitingJobsContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    @TempDir
    static Path data = Path.of("replaced");
    private static EmbeddedMongo mongo;
    private static MongoClient client;
    private final String database = "waiting-" + DATABASES.incrementAndGet();
    private final DocumentStore jobs = MongoCollections.collection(client.getDatabase(database),
            Generations.COLLECTION);
    private final WaitingJobs waiting = new MongoWaitingJobs(new SimpleReactiveMongoDatabaseFactory(client, database));

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start(data.resolve("waiting.mv"), 0, new SimpleMeterRegistry());
        client = MongoClients.create(mongo.connectionString());
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
    }

    @Override
    WaitingJobs waiting() {
        return waiting;
    }

    @Override
    DocumentStore jobs() {
        return jobs;
    }
}
