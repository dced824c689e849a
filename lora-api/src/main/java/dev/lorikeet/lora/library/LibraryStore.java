package dev.lorikeet.lora.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.lora.library.LibraryQuery.Status;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import org.bson.Document;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads lists out of the documents that the life cycle writes, and only ever by an index. */
@Component
final class LibraryStore {
    private static final String ID = "_id";
    private static final String LIST = "list";
    private static final String STATE = "state";

    private final ReactiveMongoTemplate mongo;

    LibraryStore(ReactiveMongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** One more than was asked for tells whether there is a next page. */
    record Page(List<Lora.Known> loras, Optional<Cursor> next, long total) {}

    /** One for each order; walked backwards for the other direction. */
    Mono<Void> prepare() {
        return Flux.fromArray(Order.Field.values())
                .concatMap(field -> mongo.indexOps(Loras.COLLECTION)
                        .createIndex(new Index().on(path(ListFields.WORKSPACE), Sort.Direction.ASC)
                                .on(path(ListFields.STATUS), Sort.Direction.ASC)
                                .on(path(field.stored()), Sort.Direction.ASC)
                                .on(ID, Sort.Direction.ASC)))
                .then();
    }

    Mono<Page> page(LibraryQuery query) {
        var after = query.after();
        var total = after == null
                ? mongo.count(Query.query(matching(query)), Loras.COLLECTION)
                : Mono.just(after.total());
        return total.flatMap(count -> rows(query).map(rows -> page(query, rows, count)))
                .onErrorMap(DataAccessException.class, failure -> new Unavailable("MongoDB did not list", failure));
    }

    private Mono<List<Document>> rows(LibraryQuery query) {
        var order = query.order();
        var direction = order.descending() ? Sort.Direction.DESC : Sort.Direction.ASC;
        var page = Query.query(beyond(matching(query), query))
                .with(Sort.by(direction, path(order.field().stored()), ID))
                .limit(query.limit() + 1);
        page.fields().include(STATE, path(order.field().stored()));
        return mongo.find(page, Document.class, Loras.COLLECTION).collectList();
    }

    private static Page page(LibraryQuery query, List<Document> rows, long total) {
        boolean more = rows.size() > query.limit();
        var shown = more ? rows.subList(0, query.limit()) : rows;
        var next = Stream.of(shown)
                .filter(_ -> more)
                .map(List::getLast)
                .map(last -> Cursor.after(query.order(),
                        Objects.requireNonNull(last.get(LIST, Document.class).get(query.order().field().stored())),
                        last.getString(ID), total))
                .findFirst();
        return new Page(shown.stream()
                .map(row -> Loras.read(row.get(STATE, Document.class)))
                .flatMap(lora -> lora instanceof Lora.Known known ? Stream.of(known) : Stream.empty())
                .toList(), next, total);
    }

    private static Criteria matching(LibraryQuery query) {
        var criteria = Criteria.where(path(ListFields.WORKSPACE)).is(query.workspace().value());
        var statuses = query.statuses().stream().flatMap(LibraryStore::stored).toList();
        criteria = statuses.size() == 1
                ? criteria.and(path(ListFields.STATUS)).is(statuses.getFirst())
                : criteria.and(path(ListFields.STATUS)).in(statuses);
        if (query.baseModel() != null) {
            criteria = criteria.and(path(ListFields.BASE_MODEL)).is(query.baseModel());
        }
        if (query.expert() != null) {
            criteria = criteria.and(path(ListFields.EXPERT)).is(query.expert());
        }
        if (query.tag() != null) {
            criteria = criteria.and(path(ListFields.TAGS)).is(query.tag());
        }
        return query.text() == null
                ? criteria
                : criteria.and(path(ListFields.TEXT)).regex(Pattern.compile(Pattern.quote(query.text())));
    }

    /** Whether it can still be undone is told by the LoRA itself. */
    private static Stream<String> stored(Status status) {
        return status == Status.deleting ? Stream.of("deleting", "discarded") : Stream.of(status.name());
    }

    private static Criteria beyond(Criteria criteria, LibraryQuery query) {
        var after = query.after();
        if (after == null) {
            return criteria;
        }
        var path = path(query.order().field().stored());
        var value = after.stored(query.order()).orElseThrow();
        var bound = new ArrayList<Criteria>();
        boolean down = query.order().descending();
        bound.add(down ? Criteria.where(path).lt(value) : Criteria.where(path).gt(value));
        bound.add(down
                ? Criteria.where(path).is(value).and(ID).lt(after.id())
                : Criteria.where(path).is(value).and(ID).gt(after.id()));
        return criteria.orOperator(bound);
    }

    private static String path(String field) {
        return LIST + "." + field;
    }
}
