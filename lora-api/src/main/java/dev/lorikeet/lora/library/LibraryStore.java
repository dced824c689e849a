package dev.lorikeet.lora.library;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.mongodb.MongoException;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import org.bson.Document;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Reads lists out of the documents that the life cycle writes, and only ever by an index. A list of several states is
 * read one state at a time, because within one the index has the order that is asked for.
 */
@Component
final class LibraryStore {
    private static final String STATE = "state";

    private final Mono<MongoCollection<Document>> loras;
    private final long millis;

    LibraryStore(ReactiveMongoDatabaseFactory mongo, LibraryLimits limits) {
        this.millis = limits.time().toMillis();
        this.loras = Mono.defer(mongo::getMongoDatabase).map(database -> database.getCollection(Loras.COLLECTION));
    }

    /** @param next where the next page begins, if there is one */
    record Page(List<Lora.Known> loras, Optional<Cursor> next, long total) {}

    /** One for each order, walked backwards for the other direction; and one for whoever has a digest. */
    Mono<Void> prepare() {
        var orders = Arrays.stream(Order.Field.values()).map(Order.Field::stored);
        return loras.flatMapMany(collection -> Flux.fromStream(Stream.concat(orders, Stream.of(ListFields.SHA256)))
                .map(field -> Indexes.ascending(LibraryFilter.WORKSPACE, LibraryFilter.STATUS,
                        LibraryFilter.path(field), LibraryFilter.ID))
                .concatMap(collection::createIndex))
                .then();
    }

    Mono<Page> page(LibraryQuery query) {
        return loras.flatMap(collection -> Mono.zip(rows(collection, query), total(collection, query),
                (rows, total) -> page(query, rows, total)))
                .onErrorMap(MongoException.class, failure -> new Unavailable("MongoDB did not list", failure));
    }

    private Mono<Long> total(MongoCollection<Document> loras, LibraryQuery query) {
        var after = query.after();
        return after != null
                ? Mono.just(after.total())
                : Flux.fromIterable(query.stored())
                        .concatMap(status -> loras.countDocuments(LibraryFilter.matching(query, status),
                                new CountOptions().maxTime(millis,
                                        MILLISECONDS)))
                        .reduce(0L, Long::sum);
    }

    /** One more than was asked for tells whether there is a next page; one that moves meanwhile is not told twice. */
    private Mono<List<Document>> rows(MongoCollection<Document> loras, LibraryQuery query) {
        return Flux.fromIterable(query.stored())
                .concatMap(status -> rows(loras, query, status))
                .distinct(row -> row.getString(LibraryFilter.ID))
                .sort((one, other) -> query.order()
                        .compare(sortedBy(query, one), one.getString(LibraryFilter.ID),
                                sortedBy(query, other), other.getString(LibraryFilter.ID)))
                .take(query.limit() + 1L)
                .collectList();
    }

    private Flux<Document> rows(MongoCollection<Document> loras, LibraryQuery query, String status) {
        var field = LibraryFilter.path(query.order().field().stored());
        return Flux.from(loras.find(LibraryFilter.beyond(query, status))
                .sort(query.order().descending()
                        ? Sorts.descending(field, LibraryFilter.ID)
                        : Sorts.ascending(field, LibraryFilter.ID))
                .projection(Projections.include(STATE, field))
                .limit(query.limit() + 1)
                .maxTime(millis, MILLISECONDS)
                .batchSize(query.limit() + 2));
    }

    private static Page page(LibraryQuery query, List<Document> rows, long total) {
        boolean more = rows.size() > query.limit();
        var shown = more ? rows.subList(0, query.limit()) : rows;
        var next = more ? Optional.of(cursor(query, shown.getLast(), total)) : Optional.<Cursor>empty();
        return new Page(shown.stream()
                .map(row -> Loras.read(row.get(STATE, Document.class)))
                .flatMap(lora -> lora instanceof Lora.Known known ? Stream.of(known) : Stream.empty())
                .toList(), next, total);
    }

    private static Cursor cursor(LibraryQuery query, Document last, long total) {
        return Cursor.after(query.order(), sortedBy(query, last), last.getString(LibraryFilter.ID), total);
    }

    private static Comparable<?> sortedBy(LibraryQuery query, Document row) {
        var list = row.get(ListFields.LIST, Document.class);
        var field = query.order().field();
        return switch (field) {
            case name -> list.getString(field.stored());
            case fileSize -> list.getLong(field.stored());
            case uploadedAt, lastUsed -> list.get(field.stored(), Date.class);
        };
    }
}
