package dev.lorikeet.generation.job;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.None;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All jobs: finds one, and sends it a command. */
@Component
public class Generations {
    public static final String COLLECTION = "generations";

    static final AggregateType<Generation> TYPE = AggregateType
            .of(COLLECTION, Generation.class, (Generation) new None())
            .listedBy(ListFields::of)
            .dueAt(Generations::dueAt);

    private final AggregateStore<Generation, GenerationRefusal> store;
    private final InstantSource clock;

    public Generations(Delivery delivery, InstantSource clock) {
        this.store = delivery.aggregate(TYPE);
        this.clock = clock;
    }

    /** Empty for one that nobody ever asked for. */
    public Mono<Versioned<Generation>> find(GenerationId id) {
        return store.find(id.value());
    }

    public Mono<Outcome<Generation, GenerationRefusal>> send(GenerationId id, GenerationCommand command) {
        return store.change(id.value(), state -> decide(state, command));
    }

    /** The same for the first command of a job, which in all likelihood is not there yet. */
    public Mono<Outcome<Generation, GenerationRefusal>> request(GenerationCommand.Request request) {
        return store.create(request.job().id().value(), state -> decide(state, request));
    }

    private Decision<Generation, GenerationEvent, GenerationRefusal> decide(Generation state,
            GenerationCommand command) {
        var now = clock.instant();
        return JobLog.written(state, GenerationLifeCycle.decide(state, command, now), now);
    }

    /** Those of a workspace that have not come to their end. */
    public Flux<GenerationId> open(WorkspaceId workspace, int limit) {
        return store.listed(ListFields.OPEN, workspace.value(), limit).map(GenerationId::new);
    }

    /** A state as it lies in its document, for lists. */
    public static Generation read(Map<String, Object> state) {
        return TYPE.read(state);
    }

    /** Calls the worker for each whose time has come, on one instance at a time. */
    public static void work(Delivery delivery, int parallel, Function<WorkItem<Generation>, Mono<?>> worker) {
        delivery.work(TYPE, parallel, worker);
    }

    private static Optional<Instant> dueAt(Generation generation) {
        return switch (generation) {
            case Generation.Queued queued -> Optional.of(earlier(queued.readyAt(), queued.giveUpAt()));
            case Generation.Submitting submitting -> Optional.of(submitting.attempt().forgottenAt());
            case Generation.Running running -> Optional.of(running.lookAt());
            case Generation.Cancelling cancelling -> Optional.of(cancelling.lookAt());
            case Ended ended -> Optional.ofNullable(ended.job().notice()).flatMap(Notice::dueAt);
            case None _ -> Optional.empty();
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
