package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the services rely on when they write. */
abstract class MongoWriteContract {
    private static final String DATABASE = "contract";

    MongoCollection<Document> things;

    abstract MongoClient client();

    @BeforeEach
    void startWithAnEmptyCollection() {
        things = client().getDatabase(DATABASE).getCollection("things-" + UUID.randomUUID());
    }

    static Document thing(Object id) {
        return new Document("_id", id);
    }

    void insertNumbered(int count) {
        things.insertMany(IntStream.range(0, count)
                .mapToObj(n -> thing("t%03d".formatted(n)).append("n", n).append("t", n / 4))
                .toList());
    }

    List<Object> ids(Bson filter, Bson order, int limit) {
        return things.find(filter).sort(order).limit(limit).map(found -> found.get("_id")).into(new ArrayList<>());
    }

    private Document only() {
        return requireNonNull(things.find().first());
    }

    List<Object> ids(Bson filter) {
        return ids(filter, ascending("_id"), 0);
    }

    @Test
    void anInsertedDocumentIsFoundAsItWas() {
        Document document = thing("a").append("text", "ä€😀")
                .append("int", 1)
                .append("long", 1L << 60)
                .append("double", 1.5)
                .append("yes", true)
                .append("nothing", null)
                .append("list", List.of(1, new Document("deep", "er")));
        things.insertOne(document);

        assertThat(things.find(eq("_id", "a")).first()).isEqualTo(document);
    }

    @Test
    void anIdIsTakenOnce() {
        things.insertOne(thing("a").append("n", 1));

        assertThatThrownBy(() -> things.insertOne(thing("a"))).isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("E11000");
        assertThat(things.countDocuments()).isOne();
    }

    @Test
    void ofManyUpdatesOnOneVersionExactlyOneWins() throws Exception {
        things.insertOne(thing("a").append("version", 0));
        int rounds = 20;
        int rivals = 8;
        for (int version = 0; version < rounds; version++) {
            Bson expected = and(eq("_id", "a"), eq("version", version));
            long winners = together(rivals, rival -> things.updateOne(expected,
                    combine(inc("version", 1), push("winners", rival))).getModifiedCount()).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(winners).isOne();
        }
        assertThat(only().getList("winners", Integer.class)).hasSize(rounds);
    }

    private interface Rival<T> {
        T act(int number);
    }

    private static <T> List<T> together(int rivals, Rival<T> rival) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(rivals)) {
            List<Callable<T>> tasks = IntStream.range(0, rivals)
                    .<Callable<T>>mapToObj(n -> () -> rival.act(n))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results;
        }
    }

    @Test
    void manyIncrementsAreNotLost() throws Exception {
        things.insertOne(thing("a"));

        together(16, _ -> IntStream.range(0, 10).mapToObj(_ -> things.updateOne(eq("_id", "a"), inc("n", 1))).toList());

        assertThat(only().getInteger("n")).isEqualTo(160);
    }

    @Test
    void aUniqueSparseIndexIgnoresDocumentsWithoutTheField() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));
        things.insertMany(List.of(thing(1), thing(2), thing(3).append("key", "k")));

        assertThatThrownBy(() -> things.insertOne(thing(4).append("key", "k"))).hasMessageContaining("E11000");
        assertThatThrownBy(() -> things.updateOne(eq("_id", 1), set("key", "k"))).hasMessageContaining("E11000");
        things.updateOne(eq("_id", 3), unset("key"));
        things.updateOne(eq("_id", 1), set("key", "k"));
        assertThat(ids(exists("key"))).containsExactly(1);
    }

    @Test
    void aUniqueIndexTakesAMissingFieldForNull() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        things.insertOne(thing(1));

        assertThatThrownBy(() -> things.insertOne(thing(2).append("key", null))).hasMessageContaining("E11000");
    }

    @Test
    void aUniqueIndexComparesNumbersByValue() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        things.insertOne(thing(1).append("key", 5));

        assertThatThrownBy(() -> things.insertOne(thing(2).append("key", 5L))).hasMessageContaining("E11000");
        assertThatThrownBy(() -> things.insertOne(thing(3).append("key", 5.0))).hasMessageContaining("E11000");
        things.insertOne(thing(4).append("key", 5.5));
    }

    @Test
    void aUniqueIndexHoldsForEachElementOfAnArray() {
        things.createIndex(Indexes.ascending("tags"), new IndexOptions().unique(true));
        things.insertOne(thing(1).append("tags", List.of("a", "b")));

        assertThatThrownBy(() -> things.insertOne(thing(2).append("tags", List.of("b", "c")))).hasMessageContaining(
                "E11000");
        things.insertOne(thing(3).append("tags", List.of("c")));
    }

    @Test
    void aCompoundUniqueIndexComparesAllItsFields() {
        things.createIndex(Indexes.ascending("workspace", "key"), new IndexOptions().unique(true));
        things.insertMany(List.of(thing(1).append("workspace", "w").append("key", "k"),
                thing(2).append("workspace", "v").append("key", "k")));

        assertThatThrownBy(() -> things.insertOne(
                thing(3).append("workspace", "w").append("key", "k"))).hasMessageContaining("E11000");
    }

    @Test
    void aUniqueIndexOverDuplicatesIsRefused() {
        things.insertMany(List.of(thing(1).append("key", "k"), thing(2).append("key", "k")));

        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("key"),
                new IndexOptions().unique(true))).hasMessageContaining("E11000");
        things.insertOne(thing(3).append("key", "k"));
        assertThat(ids(eq("key", "k"))).containsExactly(1, 2, 3);
    }

    @Test
    void oneUpdateSetsRemovesPushesAndPulls() {
        things.insertOne(thing("a").append("version", 1)
                .append("key", "k")
                .append("outbox", List.of(new Document("id", "1"), new Document("id", "2")))
                .append("log", List.of()));

        things.updateOne(eq("_id", "a"), combine(set("state.name", "Ready"), unset("key"), inc("version", 1),
                pull("outbox", eq("id", "1")), push("log", "x")));

        assertThat(things.find().first()).isEqualTo(thing("a").append("version", 2)
                .append("outbox", List.of(new Document("id", "2")))
                .append("log", List.of("x"))
                .append("state", new Document("name", "Ready")));
    }

    @Test
    void aGuardOnTheHeadOfAnArrayHolds() {
        things.insertOne(thing("a").append("outbox", List.of(new Document("id", "1"), new Document("id", "2"))));
        Bson removal = pull("outbox", eq("id", "2"));

        assertThat(things.updateOne(and(eq("_id", "a"), eq("outbox.0.id", "2")), removal).getMatchedCount()).isZero();
        assertThat(things.updateOne(and(eq("_id", "a"), eq("outbox.0.id", "1")),
                pull("outbox", eq("id", "1"))).getModifiedCount()).isOne();
        assertThat(things.updateOne(and(eq("_id", "a"), eq("outbox.0.id", "2"), exists("outbox.1", false)),
                removal).getModifiedCount()).isOne();
        assertThat(only().getList("outbox", Document.class)).isEmpty();
    }

    @Test
    void findAndModifyClaimsTheFirstAndReturnsIt() {
        things.createIndex(Indexes.ascending("state", "n"));
        insertNumbered(5);
        things.updateMany(new Document(), set("state", "New"));
        FindOneAndUpdateOptions newest = new FindOneAndUpdateOptions().sort(descending("n"))
                .returnDocument(ReturnDocument.AFTER);

        Document claimed = requireNonNull(things.findOneAndUpdate(eq("state", "New"), set("state", "Taken"), newest));

        assertThat(claimed.getString("_id")).isEqualTo("t004");
        assertThat(claimed.getString("state")).isEqualTo("Taken");
        assertThat(things.findOneAndUpdate(eq("state", "None"), set("state", "Taken"), newest)).isNull();
    }

    @Test
    void everyDocumentIsClaimedOnce() throws Exception {
        insertNumbered(40);

        List<Object> claimed = together(8, _ -> IntStream.range(0, 10)
                .mapToObj(_ -> things.findOneAndUpdate(
                        exists("owner", false), set("owner", "me")))
                .toList()).stream()
                .flatMap(List::stream)
                .filter(found -> found != null)
                .map(found -> found.get("_id"))
                .toList();

        assertThat(claimed).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void anUpsertInsertsOnceAndUpdatesLater() throws Exception {
        together(8, _ -> upsertInsistently());

        assertThat(things.find().into(new ArrayList<>())).containsExactly(thing("a").append("n", 8));
    }

    /** Rival upserts may collide on the id in any MongoDB; the loser tries again. */
    private boolean upsertInsistently() {
        while (true) {
            try {
                return things.updateOne(eq("_id", "a"), inc("n", 1), new UpdateOptions().upsert(true))
                        .wasAcknowledged();
            } catch (MongoWriteException e) {
                assertThat(e.getCode()).isEqualTo(11000);
            }
        }
    }

    @Test
    void whatIsDeletedLeavesItsIndexes() {
        things.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
        insertNumbered(5);

        assertThat(things.deleteMany(gte("n", 3)).getDeletedCount()).isEqualTo(2);
        assertThat(things.deleteOne(eq("_id", "t000")).getDeletedCount()).isOne();
        insertOneNumbered(3);
        assertThat(ids(gte("n", 0))).containsExactly("new", "t001", "t002");
    }

    private void insertOneNumbered(int n) {
        things.insertOne(thing("new").append("n", n));
    }

    @Test
    void aDroppedCollectionStartsAnew() {
        things.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
        insertNumbered(3);

        things.drop();
        things.insertMany(List.of(thing(1).append("n", 1), thing(2).append("n", 1)));

        assertThat(ids(eq("n", 1))).containsExactly(1, 2);
    }
}
