package dev.lorikeet.generation.dispatch;

import java.nio.file.Path;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.MongoCollections;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import dev.lorikeet.generation.job.Generations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MongoWaitingJobsIT extends WaitingJobsContract {
    private int databases;
    private EmbeddedMongo mongo;
    private MongoClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        mongo = EmbeddedMongo.start(data.resolve("waiting.mv"), 0, new SimpleMeterRegistry());
        client = MongoClients.create(mongo.connectionString());
    }

    @AfterAll
    void stop() {
        client.close();
        mongo.close();
    }

    @AfterEach
    void useAnother() {
        databases++;
    }

    @Override
    WaitingJobs waiting() {
        return new MongoWaitingJobs(new SimpleReactiveMongoDatabaseFactory(client, "waiting-" + databases), MOST);
    }

    @Override
    DocumentStore jobs() {
        return MongoCollections.collection(client.getDatabase("waiting-" + databases), Generations.COLLECTION);
    }
}
