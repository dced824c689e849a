package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

/** A collection of MongoDB, or of anything that speaks its wire protocol: single-document operations only. */
final class MongoDocumentStore implements DocumentStore {
    /** Hosts and shards that are away, elections, and shutdowns, which the driver labels on writes only. */
    private static final Set<Integer> PASSING = Set.of(6, 7, 89, 91, 133, 134, 189, 262, 9001);

    private final MongoCollection<Document> documents;
    private final MongoCollection<Document> committed;

    MongoDocumentStore(MongoDatabase database, String collection) {
        // An event must not outlive the state that it announces, so a commit counts once a majority has it on disk.
        this.documents = database.getCollection(collection)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.committed = documents.withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public String collection() {
        return documents.getNamespace().getCollectionName();
    }

    @Override
    public Mono<Void> prepare() {
        return one(documents.createIndex(Indexes.ascending(MongoDocuments.OUTBOX_KEY),
                new IndexOptions().unique(true).sparse(true)))
                .then(one(documents.createIndex(Indexes.ascending(MongoDocuments.DUE_AT),
                        new IndexOptions().sparse(true))))
                .then(one(documents.createIndex(Indexes.ascending(MongoDocuments.UNIQUE),
                        new IndexOptions().unique(true).sparse(true))))
                .then();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return one(documents.find(eq(MongoDocuments.ID, id)).limit(1)).map(MongoDocuments::read);
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return many(documents.find(in(MongoDocuments.ID, ids)).batchSize(Math.max(2, ids.size() + 1)));
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        var models = writes.stream().<WriteModel<Document>>map(MongoDocuments::model).toList();
        return Mono.from(documents.bulkWrite(models, new BulkWriteOptions().ordered(false)))
                .map(result -> result.getInsertedCount() + result.getMatchedCount() == writes.size())
                .onErrorResume(MongoBulkWriteException.class, failure -> failure.getWriteErrors()
                        .stream()
                        .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)
                                ? Mono.just(false)
                                : Mono.error(failure))
                .onErrorMap(MongoException.class, this::failure);
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return one(committed.find(eq(MongoDocuments.ID, id)).limit(1)).map(MongoDocuments::read);
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        var written = write.expectedVersion() == 0
                ? one(documents.insertOne(MongoDocuments.first(write))).thenReturn(true)
                : update(new Document(MongoDocuments.ID, write.id()).append(MongoDocuments.VERSION,
                        write.expectedVersion()), MongoDocuments.next(write));
        return written.onErrorResume(MongoDocumentStore::isDuplicate, _ -> lost(write));
    }

    /** To another writer of the same document, or to another document that holds the key. */
    private Mono<Boolean> lost(DocumentWrite write) {
        var key = write.unique().orElse(null);
        return key == null
                ? Mono.just(false)
                : one(documents.find(eq(MongoDocuments.UNIQUE, key)).limit(1))
                        .filter(holder -> !write.id().equals(holder.getString(MongoDocuments.ID)))
                        .flatMap(_ -> Mono.<Boolean>error(new KeyTaken(collection(), key)))
                        .defaultIfEmpty(false);
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        var range = new Document("$gte", from).append("$lt", below);
        return many(committed.find(new Document(MongoDocuments.OUTBOX_KEY, range))
                .sort(Sorts.ascending(MongoDocuments.OUTBOX_KEY))
                .limit(limit));
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return update(MongoDocuments.exactly(id, published),
                combine(set(MongoDocuments.OUTBOX, List.of()), unset(MongoDocuments.OUTBOX_KEY)))
                .filter(emptied -> !emptied)
                .flatMap(_ -> pullAmongOthers(id, published));
    }

    /** More was committed since these events were read: take them, and keep the key while something is left. */
    private Mono<Void> pullAmongOthers(String id, List<String> published) {
        var those = new Document(MongoDocuments.ENTRY_ID, new Document("$in", published));
        return update(eq(MongoDocuments.ID, id), Updates.pull(MongoDocuments.OUTBOX, those))
                .then(update(MongoDocuments.exactly(id, List.of()), unset(MongoDocuments.OUTBOX_KEY)))
                .then();
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return many(documents.find(new Document(MongoDocuments.DUE_AT, new Document("$lte", Date.from(now))))
                .sort(Sorts.ascending(MongoDocuments.DUE_AT))
                .limit(limit));
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        var range = new Document("$gte", prefix).append("$lt", prefix + Character.MAX_VALUE);
        return strings(documents.find(new Document(MongoDocuments.UNIQUE, range))
                .sort(Sorts.ascending(MongoDocuments.UNIQUE))
                .limit(limit), MongoDocuments.UNIQUE);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return strings(documents.find(eq(MongoDocuments.LIST + "." + field, value)).limit(limit), MongoDocuments.ID);
    }

    @Override
    public Mono<Void> index(String field) {
        return one(documents.createIndex(Indexes.ascending(MongoDocuments.LIST + "." + field, MongoDocuments.ID)))
                .then();
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        var wanted = new Document(MongoDocuments.LIST + "." + field, value)
                .append(MongoDocuments.ID, new Document("$gt", after));
        return Flux.from(documents.find(wanted)
                .sort(Sorts.ascending(MongoDocuments.LIST + "." + field, MongoDocuments.ID))
                .limit(limit)
                .projection(Projections.include(MongoDocuments.LIST)))
                .map(MongoDocuments::listing)
                .onErrorMap(MongoException.class, this::failure);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return one(documents.deleteOne(MongoDocuments.exactly(id, List.of()).append(MongoDocuments.VERSION, version)))
                .map(deleted -> deleted.getDeletedCount() > 0);
    }

    private Flux<String> strings(FindPublisher<Document> found, String field) {
        return Flux.from(found.projection(Projections.include(field)))
                .map(document -> document.getString(field))
                .onErrorMap(MongoException.class, this::failure);
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return update(
                new Document(MongoDocuments.ID, id).append(MongoDocuments.DUE_AT, Date.from(seen)),
                combine(set(MongoDocuments.DUE_AT, Date.from(next)), inc(MongoDocuments.ATTEMPTS, counted ? 1 : 0)));
    }

    private Mono<Boolean> update(Bson filter, Bson change) {
        return one(documents.updateOne(filter, change)).map(UpdateResult::getMatchedCount).map(count -> count > 0);
    }

    private Flux<StoredDocument> many(FindPublisher<Document> found) {
        return Flux.from(found).map(MongoDocuments::read).onErrorMap(MongoException.class, this::failure);
    }

    private <T> Mono<T> one(Publisher<T> operation) {
        return Mono.from(operation).onErrorMap(MongoException.class, this::failure);
    }

    /** A command that MongoDB understood and refused is a bug of ours; everything else passes by itself. */
    private Throwable failure(MongoException failure) {
        boolean refused = failure instanceof MongoWriteException || failure instanceof DuplicateKeyException
                || failure instanceof MongoCommandException;
        boolean passing = failure.hasErrorLabel("RetryableWriteError")
                || PASSING.contains(failure.getCode());
        return refused && !passing ? failure : new Unavailable("MongoDB did not answer for " + collection(), failure);
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }
}
