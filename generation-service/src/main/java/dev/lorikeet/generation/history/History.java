package dev.lorikeet.generation.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.history.HistoryQuery.Cursor;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.ListFields;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static dev.lorikeet.generation.job.ListFields.LIST;

/** Reads lists out of the documents that the life cycle writes, by an index. */
@Component
final class History {
    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String WORKSPACE = LIST + "." + ListFields.WORKSPACE;
    private static final String STATUS = LIST + "." + ListFields.STATUS;
    private static final String REQUESTED_AT = LIST + "." + ListFields.REQUESTED_AT;
    private static final String LORAS = LIST + "." + ListFields.LORAS;

    private final Mono<MongoCollection<Document>> jobs;

    History(ReactiveMongoDatabaseFactory mongo) {
        this.jobs = Mono.defer(mongo::getMongoDatabase)
                .map(database -> database.getCollection(Generations.COLLECTION));
    }

    /** @param next where the next page begins, if there is one */
    record Page(List<Known> jobs, Optional<Cursor> next) {}

    Mono<Void> prepare() {
        return jobs.flatMapMany(collection -> Flux.just(Indexes.ascending(WORKSPACE, REQUESTED_AT, ID),
                Indexes.ascending(WORKSPACE, STATUS, REQUESTED_AT, ID), Indexes.ascending(LIST + "." + ListFields.OPEN))
                .concatMap(collection::createIndex))
                .then();
    }

    Mono<Page> page(HistoryQuery query, WorkspaceId workspace) {
        return jobs.flatMapMany(collection -> collection.find(filter(query, workspace))
                .sort(Sorts.descending(REQUESTED_AT, ID))
                .limit(query.limit() + 1))
                .collectList()
                .map(rows -> page(query, rows))
                .onErrorMap(MongoException.class, failure -> new Unavailable("MongoDB did not list", failure));
    }

    /** The newest that came to a good end. */
    Flux<Succeeded> latest(WorkspaceId workspace, int limit) {
        var query = new HistoryQuery(workspace, ListFields.SUCCEEDED, null, limit, null);
        return page(query, workspace).flatMapIterable(Page::jobs).ofType(Succeeded.class);
    }

    private static Bson filter(HistoryQuery query, WorkspaceId workspace) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.eq(WORKSPACE, workspace.value()));
        if (query.status() != null) {
            filters.add(Filters.eq(STATUS, query.status()));
        }
        if (query.lora() != null) {
            filters.add(Filters.eq(LORAS, query.lora().value()));
        }
        if (query.after() != null) {
            var at = Date.from(query.after().requestedAt());
            filters.add(Filters.or(Filters.lt(REQUESTED_AT, at),
                    Filters.and(Filters.eq(REQUESTED_AT, at), Filters.lt(ID, query.after().id()))));
        }
        return Filters.and(filters);
    }

    private static Page page(HistoryQuery query, List<Document> rows) {
        boolean more = rows.size() > query.limit();
        var shown = more ? rows.subList(0, query.limit()) : rows;
        return new Page(shown.stream()
                .map(row -> Generations.read(row.get(STATE, Document.class)))
                .filter(Known.class::isInstance)
                .map(Known.class::cast)
                .toList(), more ? Optional.of(cursor(shown.getLast())) : Optional.empty());
    }

    private static Cursor cursor(Document last) {
        Instant at = last.get(LIST, Document.class).getDate(ListFields.REQUESTED_AT).toInstant();
        return new Cursor(at, last.getString(ID));
    }
}
