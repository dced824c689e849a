package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/** With indexes every query must find what the stock engine finds by reading everything. */
class SecondaryIndexProperties {
    private static final int QUERIES = 12;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private StoreFile file = StoreFile.inMemory();
    private GroupCommit commits = new GroupCommit(file, _ -> {});
    private MongoBackend indexed = new MemoryBackend();
    private MongoBackend plain = new MemoryBackend();

    @BeforeTry
    void open() {
        file = StoreFile.inMemory();
        commits = new GroupCommit(file, _ -> {});
        indexed = new StoredBackend(file, commits, new ScanMeter(new SimpleMeterRegistry()));
        plain = new MemoryBackend();
    }

    @AfterTry
    void close() {
        commits.close();
        file.close();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void indexesChangeNoAnswer(@ForAll Random random) {
        Generated generated = new Generated(random);
        insert(generated, 0, generated.upTo(25));
        IntStream.range(0, 1 + generated.upTo(2)).forEach(n -> createIndex(generated.index(n)));
        insert(generated, 26, 26 + generated.upTo(25));
        ask(generated);
        change(generated);
        ask(generated);
        Statistics.coverage(answers -> answers.check("index").percentage(share -> share > 30));
    }

    private Document run(MongoBackend backend, Document command) {
        Document reply = backend.handleCommand(channel, "db", command.keySet().iterator().next(),
                command);
        assertThat(reply).containsEntry("ok", 1.0).doesNotContainKey("writeErrors");
        return reply;
    }

    private void both(Document command) {
        run(indexed, command.cloneDeeply());
        run(plain, command.cloneDeeply());
    }

    private void insert(Generated generated, int from, int to) {
        List<Document> documents = IntStream.rangeClosed(from, to).mapToObj(generated::document).toList();
        both(new Document("insert", "things").append("documents", documents));
    }

    private void createIndex(Document index) {
        run(indexed, new Document("createIndexes", "things").append("indexes", new ArrayList<>(List.of(index))));
    }

    private void change(Generated generated) {
        for (int i = 0; i < 4; i++) {
            Document update = new Document("q", generated.filter(1)).append("u", generated.update())
                    .append("multi", true);
            both(new Document("update", "things").append("updates", List.of(update)));
        }
        Document delete = new Document("q", generated.filter(0)).append("limit", 0);
        both(new Document("delete", "things").append("deletes", List.of(delete)));
    }

    private void ask(Generated generated) {
        for (int i = 0; i < QUERIES; i++) {
            Document filter = generated.filter(2);
            Document order = generated.order();
            Document page = new Document("find", "things").append("filter", filter)
                    .append("sort", order)
                    .append("skip", generated.upTo(3))
                    .append("limit", generated.upTo(5));
            Statistics.collect(isAnsweredByIndex(filter) ? "index" : "scan");
            assertThat(found(indexed, page)).as("%s", page).isEqualTo(found(plain, page));
            assertThat(unordered(indexed, filter)).as("%s", filter).isEqualTo(unordered(plain, filter));
            assertThat(counted(indexed, filter)).as("%s", filter).isEqualTo(counted(plain, filter));
        }
    }

    @SuppressWarnings("unchecked")
    private boolean isAnsweredByIndex(Document filter) {
        MongoCollection<DocumentKey> things = (MongoCollection<DocumentKey>) indexed.resolveDatabase("db")
                .resolveCollection("things", true);
        IndexScan scan = new IndexPlanner(filter, null, 0).plan(things.getIndexes(), things.count());
        return scan != null && scan.index() instanceof SecondaryIndex;
    }

    @SuppressWarnings("unchecked")
    private List<Document> found(MongoBackend backend, Document query) {
        Document reply = run(backend, query.cloneDeeply());
        Document cursor = (Document) reply.getOrDefault("cursor", new Document());
        return (List<Document>) cursor.getOrDefault("firstBatch", Collections.emptyList());
    }

    private List<Document> unordered(MongoBackend backend, Document filter) {
        return found(backend, new Document("find", "things").append("filter", filter)).stream()
                .sorted(Comparator.comparing(
                        Document::toString))
                .toList();
    }

    private List<Document> counted(MongoBackend backend, Document filter) {
        Document group = new Document("_id", 1).append("n", new Document("$sum", 1));
        return found(backend,
                new Document("aggregate", "things").append("pipeline",
                        List.of(new Document("$match", filter), new Document("$group", group)))
                        .append("cursor", new Document()));
    }
}
