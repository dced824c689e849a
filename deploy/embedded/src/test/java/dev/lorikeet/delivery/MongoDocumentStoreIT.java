package dev.lorikeet.delivery;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The document store's contract on the embedded MongoDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MongoDocumentStoreIT extends DocumentStoreContract {
    private final AtomicInteger collections = new AtomicInteger();
    private EmbeddedMongo mongo;
    private MongoClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        mongo = EmbeddedMongo.start(directory.resolve("contract.mv"), 0, new SimpleMeterRegistry());
        client = MongoClients.create(mongo.connectionString());
    }

    @AfterAll
    void stop() {
        client.close();
        mongo.close();
    }

    @Override
    protected DocumentStore emptyCollection() {
        return new MongoDocumentStore(client.getDatabase("contract"), "c" + collections.incrementAndGet());
    }
}
