package dev.lorikeet.generation.dispatch;

import java.time.Instant;
import java.util.Date;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.ListFields;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static dev.lorikeet.generation.job.ListFields.LIST;

/** Hops through the index from one workspace to the next, so a long queue of one hides nobody. */
final class MongoWaitingJobs implements WaitingJobs {
    private static final String QUEUE = LIST + "." + ListFields.QUEUE;
    private static final String WORKSPACE = LIST + "." + ListFields.WORKSPACE;
    private static final String READY_AT = LIST + "." + ListFields.READY_AT;
    private static final int WORKSPACES = 200;

    private final int most;
    private final Mono<MongoCollection<Document>> jobs;

    MongoWaitingJobs(ReactiveMongoDatabaseFactory mongo) {
        this(mongo, WORKSPACES);
    }

    /** @param most workspaces that are looked at in one go */
    MongoWaitingJobs(ReactiveMongoDatabaseFactory mongo, int most) {
        this.most = most;
        this.jobs = Mono.defer(mongo::getMongoDatabase)
                .map(database -> database.getCollection(Generations.COLLECTION));
    }

    @Override
    public Mono<Void> prepare() {
        return jobs.flatMapMany(collection -> collection.createIndex(Indexes.ascending(QUEUE, WORKSPACE, READY_AT)))
                .then();
    }

    @Override
    public Mono<Heads> heads(String endpoint, String after, Instant now, int each) {
        return first(endpoint, after)
                .expand(workspace -> first(endpoint, workspace))
                .take(most)
                .collectList()
                .flatMap(workspaces -> Flux.fromIterable(workspaces)
                        .concatMap(workspace -> of(endpoint, workspace, now, each))
                        .collectList()
                        .map(found -> new Heads(found, workspaces.size() < most ? "" : workspaces.getLast())));
    }

    /** The first workspace after this one that has a job waiting. */
    private Mono<String> first(String endpoint, String workspace) {
        return jobs.flatMap(collection -> Mono.from(collection
                .find(Filters.and(Filters.eq(QUEUE, endpoint), Filters.gt(WORKSPACE, workspace)))
                .sort(Sorts.ascending(QUEUE, WORKSPACE, READY_AT))
                .projection(Projections.include(WORKSPACE))
                .limit(1)))
                .map(found -> found.get(LIST, Document.class).getString(ListFields.WORKSPACE))
                .onErrorMap(MongoException.class, MongoWaitingJobs::failure);
    }

    private Flux<Candidate> of(String endpoint, String workspace, Instant now, int each) {
        return jobs.flatMapMany(collection -> collection
                .find(Filters.and(Filters.eq(QUEUE, endpoint), Filters.eq(WORKSPACE, workspace),
                        Filters.lte(READY_AT, Date.from(now))))
                .sort(Sorts.ascending(QUEUE, WORKSPACE, READY_AT))
                .projection(Projections.include(READY_AT))
                .limit(each))
                .map(found -> new Candidate(new GenerationId(found.getString("_id")), new WorkspaceId(workspace),
                        found.get(LIST, Document.class).getDate(ListFields.READY_AT).toInstant()))
                .onErrorMap(MongoException.class, MongoWaitingJobs::failure);
    }

    @Override
    public Mono<Long> before(String endpoint, WorkspaceId workspace, Instant readyAt) {
        return count(Filters.and(Filters.eq(QUEUE, endpoint), Filters.eq(WORKSPACE, workspace.value()),
                Filters.lt(READY_AT, Date.from(readyAt))));
    }

    @Override
    public Mono<Long> of(String endpoint, WorkspaceId workspace) {
        return count(Filters.and(Filters.eq(QUEUE, endpoint), Filters.eq(WORKSPACE, workspace.value())));
    }

    @Override
    public Mono<Long> all(String endpoint) {
        return count(Filters.eq(QUEUE, endpoint));
    }

    private Mono<Long> count(Bson filter) {
        return jobs.flatMap(collection -> Mono.from(collection.countDocuments(filter)))
                .onErrorMap(MongoException.class, MongoWaitingJobs::failure);
    }

    private static Throwable failure(Throwable failure) {
        return new Unavailable("MongoDB did not tell what waits", failure);
    }
}
