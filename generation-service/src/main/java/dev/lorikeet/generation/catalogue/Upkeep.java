package dev.lorikeet.generation.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.generation.catalogue.CopyUpkeep.Rebuilding;
import dev.lorikeet.generation.catalogue.CopyUpkeep.Refusal;
import dev.lorikeet.generation.catalogue.CopyUpkeep.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Builds the copy anew when somebody asks for it, and by itself when it has heard nothing for so long that the topic may
 * have forgotten removals that it has missed. It is due work: one instance at a time does it, and if that one dies,
 * another begins again.
 */
@Component
public class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final String ID = "copy";
    private static final AggregateType<CopyUpkeep> TYPE = AggregateType
            .of("catalogue-upkeep", CopyUpkeep.class, (CopyUpkeep) new CopyUpkeep.None())
            .dueAt(Upkeep::dueAt);

    private final AggregateStore<CopyUpkeep, Refusal> upkeep;
    /** What was heard tells how old the copy is. */
    private final AggregateStore<ShardCheck, String> checks;
    private final Delivery delivery;
    private final Copies copies;
    private final CatalogueLimits limits;
    private final CatalogueMeters meters;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Rebuild> running = new AtomicReference<>();

    public Upkeep(Delivery delivery, Copies copies, CatalogueLimits limits, CatalogueMeters meters,
            InstantSource clock) {
        this.upkeep = delivery.aggregate(TYPE);
        this.checks = delivery.aggregate(ShardCheck.TYPE);
        this.delivery = delivery;
        this.copies = copies;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        delivery.work(TYPE, 1, this::work);
    }

    private static Optional<Instant> dueAt(CopyUpkeep state) {
        return switch (state) {
            case CopyUpkeep.None _ -> Optional.empty();
            case Waiting waiting -> Optional.of(waiting.lookAt());
            case Rebuilding rebuilding -> Optional.of(rebuilding.since());
        };
    }

    /** Looks at the age of the copy at once, and then every while. */
    public Mono<?> plan() {
        return upkeep.change(ID, state -> CopyUpkeep.plan(state, clock.instant()));
    }

    /** Whether it was not going on already. */
    public Mono<Boolean> rebuild(String why) {
        return upkeep.change(ID, state -> CopyUpkeep.rebuild(state, why, clock.instant()))
                .map(outcome -> outcome instanceof Outcome.Done);
    }

    /** @param progress on the instance that does it */
    record Standing(CopyUpkeep state, @Nullable RebuildReport progress) {}

    Mono<Standing> standing() {
        return upkeep.find(ID)
                .map(Versioned::state)
                .defaultIfEmpty(new CopyUpkeep.None())
                .map(state -> new Standing(state, progress()));
    }

    private @Nullable RebuildReport progress() {
        var rebuild = running.get();
        return rebuild == null ? null : rebuild.progress();
    }

    private Mono<?> work(WorkItem<CopyUpkeep> item) {
        return switch (item.state()) {
            case CopyUpkeep.None _ -> Mono.empty();
            case Waiting waiting -> look(waiting);
            case Rebuilding rebuilding -> run(rebuilding);
        };
    }

    private Mono<?> look(Waiting waiting) {
        var now = clock.instant();
        var rebuilt = waiting.last() == null ? Instant.EPOCH : waiting.last().startedAt();
        return lastHeard().map(heard -> heard.isAfter(rebuilt) ? heard : rebuilt)
                .filter(known -> known.plus(limits.staleAfter()).isBefore(now))
                .<Outcome<CopyUpkeep, Refusal>>flatMap(known -> upkeep.change(ID, state -> CopyUpkeep.rebuild(state,
                        "nothing was heard since " + known, now)))
                .switchIfEmpty(Mono.defer(() -> upkeep.change(ID,
                        state -> CopyUpkeep.plan(state, now.plus(limits.lookAfter())))));
    }

    /** When the shard that has been silent for the longest time was spoken of last; empty before the first word. */
    private Mono<Instant> lastHeard() {
        return Flux.range(0, CatalogueShards.COUNT)
                .concatMap(shard -> checks.find(CatalogueShards.text(shard)))
                .mapNotNull(found -> switch (found.state()) {
                    case ShardCheck.None _ -> null;
                    case ShardCheck.Heard heard -> heard.digest().asOf();
                    case ShardCheck.Compared compared -> compared.asOf();
                })
                .reduce((one, other) -> one.isBefore(other) ? one : other);
    }

    private Mono<?> run(Rebuilding rebuilding) {
        return Mono.defer(() -> {
            LOG.info("The copy of the library is built anew: {}", rebuilding.why());
            var rebuild = new Rebuild(delivery, copies, limits.batch(), clock, rebuilding.why());
            running.set(rebuild);
            meters.rebuilding(true);
            return rebuild.run();
        })
                .doFinally(_ -> {
                    running.set(null);
                    meters.rebuilding(false);
                })
                .flatMap(report -> upkeep.change(ID, state -> CopyUpkeep.rebuilt(state, report,
                        clock.instant().plus(limits.lookAfter())))
                        .doOnNext(_ -> tell(report)));
    }

    private void tell(RebuildReport report) {
        meters.rebuilt(report);
        LOG.info("The copy of the library was built anew, {} records per second: {}", report.perSecond(), report);
    }
}
