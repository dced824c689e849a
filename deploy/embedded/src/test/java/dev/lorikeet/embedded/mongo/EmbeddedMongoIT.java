package dev.lorikeet.embedded.mongo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedMongoIT extends MongoContract {
    @TempDir
    private static Path directory;
    private static EmbeddedMongo mongo;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start(directory.resolve("contract.mv"), 0, new SimpleMeterRegistry());
        client = MongoConnection.to(mongo.connectionString());
    }

    @AfterAll
    static void stop() {
        client.close();
        mongo.close();
    }

    @Override
    MongoClient client() {
        return client;
    }

    @Test
    void helloTellsThatItCanBeWritten() {
        Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));

        assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
        assertThat(hello.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(8);
    }

    @Test
    void itListensOnTheLoopbackAddressOnly() {
        assertThat(mongo.connectionString()).isEqualTo("mongodb://127.0.0.1:" + mongo.port());
    }

    @Test
    void indexesItCannotHonourAreRefused() {
        MongoCollection<Document> things = client.getDatabase("refusals").getCollection("things");

        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)
                .partialFilterExpression(
                        Filters.exists(
                                "b"))))
                .hasMessageContaining(
                        "partialFilterExpression");
        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("a"),
                new IndexOptions().expireAfter(1L, TimeUnit.DAYS))).hasMessageContaining("expireAfterSeconds");
        assertThatThrownBy(() -> things.createIndex(Indexes.text("a"))).hasMessageContaining("directions");
        assertThat(things.listIndexes().into(new ArrayList<>())).extracting(index -> index.get("name"))
                .isSubsetOf("_id_");
    }
}
