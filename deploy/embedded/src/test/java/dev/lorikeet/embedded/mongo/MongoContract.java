package dev.lorikeet.embedded.mongo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

/** What the services rely on, run against the embedded MongoDB and the real one. */
abstract class MongoContract extends MongoWriteContract {
    @Test
    void keysetPagesAreCompleteAndDisjoint() {
        things.createIndex(Indexes.compoundIndex(Indexes.ascending("kind"), Indexes.descending("t", "_id")));
        insertNumbered(101);
        things.updateMany(new Document(), set("kind", "x"));
        List<Object> seen = new ArrayList<>();
        Bson page = eq("kind", "x");
        Document last;
        do {
            last = null;
            for (Document found : things.find(page).sort(descending("t", "_id")).limit(10)) {
                seen.add(found.get("_id"));
                last = found;
            }
            page = last == null
                    ? page
                    : and(eq("kind", "x"), or(lt("t", last.get("t")),
                            and(eq("t", last.get("t")), lt("_id", last.get("_id")))));
        } while (last != null);

        assertThat(seen).doesNotHaveDuplicates().hasSize(101).startsWith("t100").endsWith("t000");
    }

    @Test
    void rangesEndWhereTheySay() {
        things.createIndex(Indexes.ascending("n"));
        insertNumbered(10);

        assertThat(ids(and(gt("n", 3), lt("n", 6)))).containsExactly("t004", "t005");
        assertThat(ids(and(gte("n", 3), lte("n", 5)))).containsExactly("t003", "t004", "t005");
        assertThat(ids(gte("n", 8.5))).containsExactly("t009");
        assertThat(ids(gt("n", "3"))).isEmpty();
        assertThat(ids(gte("_id", "t008"))).containsExactly("t008", "t009");
    }

    @Test
    void rangesOverDatesSkipWhatHasNone() {
        things.createIndex(Indexes.ascending("dueAt"), new IndexOptions().sparse(true));
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        things.insertMany(List.of(thing(1).append("dueAt", now.plusSeconds(1)), thing(2), thing(3).append("dueAt", now),
                thing(4).append("dueAt", now.minusSeconds(9))));

        assertThat(ids(lte("dueAt", now), ascending("dueAt"), 100)).containsExactly(4, 3);
    }

    @Test
    void inAndOrFindTheirUnion() {
        things.createIndex(Indexes.ascending("n"));
        insertNumbered(10);

        assertThat(ids(in("n", 7, 2, 2, 40))).containsExactly("t002", "t007");
        assertThat(ids(or(lt("n", 1), gt("n", 8), eq("n", 5)))).containsExactly("t000", "t005", "t009");
        assertThat(ids(or(eq("n", 1), eq("t", 2)))).containsExactly("t001", "t008", "t009");
    }

    @Test
    void nullMeansMissingAsWell() {
        things.createIndex(Indexes.ascending("n"));
        things.insertMany(List.of(thing(1), thing(2).append("n", null), thing(3).append("n", 0)));

        assertThat(ids(eq("n", null))).containsExactly(1, 2);
        assertThat(ids(in("n", null, 0))).containsExactly(1, 2, 3);
        assertThat(ids(exists("n"))).containsExactly(2, 3);
    }

    @Test
    void aPrefixExpressionFindsWhatBeginsWithIt() {
        things.createIndex(Indexes.ascending("outboxKey"), new IndexOptions().unique(true).sparse(true));
        things.insertMany(List.of(thing(1).append("outboxKey", "0a|2"), thing(2).append("outboxKey", "0a|1"),
                thing(3).append("outboxKey", "0b|1"), thing(4)));

        assertThat(ids(regex("outboxKey", "^0a\\|"), ascending("outboxKey"), 10)).containsExactly(2, 1);
        assertThat(ids(and(gte("outboxKey", "0a"), lt("outboxKey", "0b")), ascending("outboxKey"),
                100)).containsExactly(2, 1);
    }

    @Test
    void anIndexCreatedLaterKnowsWhatIsThere() {
        insertNumbered(20);
        things.createIndex(Indexes.descending("n"));
        things.deleteOne(eq("n", 11));
        things.updateOne(eq("n", 12), set("n", 100));

        assertThat(ids(gt("n", 9), descending("n"), 3)).containsExactly("t012", "t019", "t018");
        assertThat(things.countDocuments(and(gte("n", 10), lte("n", 13)))).isEqualTo(2);
    }

    @Test
    void sortPutsTheKindsOfValuesInMongosOrder() {
        things.insertMany(List.of(thing(1).append("v", Instant.EPOCH), thing(2).append("v", true),
                thing(3).append("v", "text"), thing(4).append("v", 7), thing(5), thing(6).append("v", 6.5),
                thing(7).append("v", false)));
        List<Object> expected = List.of(5, 6, 4, 3, 7, 2, 1);

        assertThat(ids(new Document(), orderBy(ascending("v")), 0)).isEqualTo(expected);
        things.createIndex(Indexes.ascending("v"));
        assertThat(ids(new Document(), orderBy(ascending("v")), 7)).isEqualTo(expected);
        assertThat(ids(new Document(), orderBy(descending("v")), 7)).isEqualTo(expected.reversed());
    }

    @Test
    void countsAgreeWithWhatIsFound() {
        things.createIndex(Indexes.ascending("t"));
        insertNumbered(21);

        assertThat(things.countDocuments()).isEqualTo(21);
        assertThat(things.countDocuments(eq("t", 2))).isEqualTo(4);
        assertThat(things.countDocuments(and(eq("t", 2), gt("n", 9)))).isEqualTo(2);
        assertThat(things.countDocuments(eq("t", 99))).isZero();
        assertThat(things.estimatedDocumentCount()).isEqualTo(21);
    }

    @Test
    void uuidsAreIdsLikeAnyOther() {
        UUID id = UUID.randomUUID();
        things.insertMany(List.of(thing(id).append("ref", id), thing(UUID.randomUUID())));
        things.createIndex(Indexes.ascending("ref"));

        assertThat(ids(eq("_id", id))).containsExactly(id);
        assertThat(ids(eq("ref", id))).containsExactly(id);
    }

    @Test
    void moreThanOneBatchIsReadThroughACursor() {
        insertNumbered(350);

        assertThat(things.find()
                .sort(ascending("n"))
                .batchSize(100)
                .map(found -> found.getInteger("n"))
                .into(
                        new ArrayList<>()))
                .isEqualTo(IntStream.range(0, 350).boxed().toList());
    }
}
