package dev.lorikeet.embedded.mongo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.lorikeet.embedded.PlatformFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

class EmbeddedMongoRestartIT {
    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void session(BiConsumer<MongoDatabase, EmbeddedMongo> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory.resolve("deep/er/mongo.mv"), 0, meters);
                MongoClient client = MongoConnection.to(mongo.connectionString())) {
            work.accept(client.getDatabase("db"), mongo);
        }
    }

    private void session(Consumer<MongoCollection<Document>> work) {
        session((database, mongo) -> work.accept(database.getCollection("things")));
    }

    @Test
    void documentsAndIndexesOutliveARestart() {
        session(things -> {
            things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));
            things.createIndex(Indexes.compoundIndex(Indexes.ascending("group"), Indexes.descending("n")));
            things.insertMany(IntStream.range(0, 3_000)
                    .mapToObj(n -> new Document("_id", n).append("n", n)
                            .append("group", n % 3)
                            .append("key", "k" + n))
                    .toList());
        });
        session(things -> {
            assertThat(things.countDocuments()).isEqualTo(3_000);
            assertThat(things.listIndexes().into(new ArrayList<>())).extracting(index -> index.get("name"))
                    .containsExactly("_id_", "key_1", "group_1_n_-1");
            assertThatThrownBy(() -> things.insertOne(new Document("key", "k7"))).hasMessageContaining("E11000");
            List<Integer> first = things.find(Filters.eq("group", 1))
                    .sort(Indexes.descending("n"))
                    .limit(2)
                    .map(found -> found.getInteger("n"))
                    .into(new ArrayList<>());
            assertThat(first).containsExactly(2_998, 2_995);
        });
        assertThat(meters.find(ScanMeter.NAME).counters()).isEmpty();
    }

    @Test
    void aDroppedIndexStaysDropped() {
        session(things -> {
            things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            things.dropIndex("key_1");
        });
        session(things -> {
            things.insertMany(List.of(new Document("key", 1), new Document("key", 1)));
            assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
        });
    }

    @Test
    void droppingAnIndexLeavesItsNamesakesAlone() {
        session((database, mongo) -> {
            for (String name : List.of("things", "others")) {
                database.getCollection(name).createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            }
            database.getCollection("things").dropIndex("key_1");
        });
        session((database, mongo) -> {
            MongoCollection<Document> others = database.getCollection("others");
            others.insertOne(new Document("key", 1));
            assertThatThrownBy(() -> others.insertOne(new Document("key", 1))).hasMessageContaining("E11000");
        });
    }

    @Test
    void aTakenPortLeavesTheFileToTheNext() {
        session((database, mongo) -> {
            Path other = directory.resolve("other.mv");
            assertThatThrownBy(() -> EmbeddedMongo.start(other, mongo.port(), meters))
                    .isInstanceOf(PlatformFailure.class)
                    .hasMessageContaining("port " + mongo.port());
            EmbeddedMongo.start(other, 0, meters).close();
        });
    }

    @Test
    void aFileIsOpenedOnce() {
        session(things -> assertThatThrownBy(() -> EmbeddedMongo.start(directory.resolve("deep/er/mongo.mv"), 0,
                meters)).isInstanceOf(PlatformFailure.class).hasMessageContaining("mongo.mv is in use by another"));
    }

    @Test
    void aDamagedFileIsRefusedWithASentence() throws IOException {
        Path zeroed = Files.write(directory.resolve("zeroed.mv"), new byte[16 * 1024]);

        assertThatThrownBy(() -> EmbeddedMongo.start(zeroed, 0, meters)).isInstanceOf(PlatformFailure.class)
                .hasMessageStartingWith("MongoDB cannot use its data in " + zeroed + " (")
                .hasMessageEndingWith(
                        "; move that file away to start with an empty one, or choose another data directory with --data DIR.");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedWithASentence() throws IOException {
        Path inAFile = Files.createFile(directory.resolve("file")).resolve("mongo.mv");

        assertThatThrownBy(() -> EmbeddedMongo.start(inAFile, 0, meters)).isInstanceOf(PlatformFailure.class)
                .hasMessageStartingWith("MongoDB cannot use its data in " + inAFile + " (");
    }

    @Test
    void oneThatCanNoLongerWriteSaysSo() {
        List<String> lastWords = new CopyOnWriteArrayList<>();
        Path file = directory.resolve("dies.mv");
        try (var _ = EmbeddedMongo.start(file, 0, meters, lastWords::add)) {
            Thread.getAllStackTraces()
                    .keySet()
                    .stream()
                    .filter(thread -> thread.getName().equals("mongo-commit"))
                    .forEach(Thread::interrupt);

            await().until(() -> !lastWords.isEmpty());
        }
        assertThat(lastWords).singleElement(STRING)
                .startsWith("The embedded MongoDB can no longer write " + file + " (InterruptedException); ");
    }
}
