package dev.lorikeet.generation.dispatch;

import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import dev.lorikeet.generation.dispatch.Lane.Full;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generations;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives the endpoints' places to waiting jobs, and takes them back, also those that a crash left taken. */
@Component
final class Lanes {
    static final AggregateType<Lane> TYPE = AggregateType.of("lanes", Lane.class, Lane.EMPTY).dueAt(Lane::dueAt);

    private final AggregateStore<Lane, Full> store;
    private final Generations generations;
    private final DispatchLimits limits;
    private final InstantSource clock;

    Lanes(Delivery delivery, Generations generations, DispatchLimits limits, InstantSource clock) {
        this.store = delivery.aggregate(TYPE);
        this.generations = generations;
        this.limits = limits;
        this.clock = clock;
        delivery.work(TYPE, this::check);
    }

    /** Whoever gets one has the last place of the lane. */
    Mono<Outcome<Lane, Full>> take(String endpoint, List<Candidate> waiting) {
        return waiting.isEmpty()
                ? Mono.just(new Outcome.Refused<>(Full.NOBODY_MAY))
                : store.change(endpoint, lane -> lane.take(waiting, limits, clock.instant()));
    }

    Mono<Void> release(String endpoint, GenerationId job) {
        return store.change(endpoint, lane -> lane.release(job)).then();
    }

    Mono<Lane> find(String endpoint) {
        return store.find(endpoint).map(AggregateStore.Versioned::state).defaultIfEmpty(Lane.EMPTY);
    }

    /** A place belongs to its job only as long as that is on its way to RunPod or there. */
    private Mono<?> check(WorkItem<Lane> item) {
        var now = clock.instant();
        return Flux.fromIterable(item.state().slots())
                .filter(slot -> !slot.checkAt().isAfter(now))
                .concatMap(slot -> generations.find(slot.job())
                        .map(found -> needsAPlace(found.state()))
                        .defaultIfEmpty(false)
                        .flatMap(needs -> store.change(item.id(), lane -> needs
                                ? lane.keep(slot.job(), now)
                                : lane.release(slot.job()))))
                .then();
    }

    static boolean needsAPlace(Generation state) {
        return state instanceof Generation.Open && !(state instanceof Queued);
    }
}
