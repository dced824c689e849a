package dev.lorikeet.lora.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.catalogue.Shard.Counted;
import dev.lorikeet.lora.catalogue.Shard.Repeating;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Loras;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The shards of the catalogue. Each is due work of a state, so one instance at a time does it: every while its digest is
 * announced, reckoned from what lists know of its LoRAs; and when somebody's copy differs, all of them are announced once
 * more, a batch at a time.
 */
@Component
public class Shards {
    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
    private static final int AT_ONCE = 8;
    private static final int PAGE = 1_000;
    private static final AggregateType<Shard> TYPE = AggregateType
            .of("catalogue-shards", Shard.class, (Shard) new Shard.None())
            .dueAt(Shards::dueAt);

    private final AggregateStore<Shard, String> shards;
    private final Loras loras;
    private final AnnouncingLimits limits;
    private final InstantSource clock;

    public Shards(Delivery delivery, Loras loras, AnnouncingLimits limits, InstantSource clock) {
        this.shards = delivery.aggregate(TYPE);
        this.loras = loras;
        this.limits = limits;
        this.clock = clock;
        delivery.work(TYPE, this::work);
    }

    private static Optional<Instant> dueAt(Shard shard) {
        return switch (shard) {
            case Shard.None _ -> Optional.empty();
            case Counted counted -> Optional.of(counted.digestAt());
            case Repeating repeating -> Optional.of(repeating.nextAt());
        };
    }

    /** From now on digests are announced, one shard after the other. Harmless to repeat. */
    public Mono<Void> plan() {
        return Flux.range(0, CatalogueShards.COUNT).concatMap(this::plan).then();
    }

    /** The same of one shard. */
    public Mono<?> plan(int shard) {
        return shards.change(CatalogueShards.text(shard), state -> ShardLifeCycle.plan(state, clock.instant()
                .plus(limits.every().multipliedBy(shard).dividedBy(CatalogueShards.COUNT))));
    }

    /** What somebody's copy lacks is in here. */
    public Mono<?> repeat(CatalogueCopyDiffers differs, long sequence) {
        if (differs.shards() != CatalogueShards.COUNT) {
            LOG.warn("The copy of the catalogue has {} shards instead of {}; one side is of another version",
                    differs.shards(), CatalogueShards.COUNT);
            return Mono.empty();
        }
        return shards.change(CatalogueShards.text(differs.shard()),
                state -> ShardLifeCycle.repeat(state, sequence, clock.instant()))
                .doOnNext(_ -> LOG.info("The copy of shard {} of the catalogue differs; it is announced again",
                        differs.shard()));
    }

    private Mono<?> work(WorkItem<Shard> item) {
        return switch (item.state()) {
            case Shard.None _ -> Mono.empty();
            case Counted _ -> count(item.id());
            case Repeating repeating -> announce(item.id(), repeating);
        };
    }

    private Mono<?> count(String id) {
        var asOf = clock.instant();
        int shard = Integer.parseInt(id);
        var nothing = new CatalogueDigest(shard, CatalogueShards.COUNT, 0, Fingerprint.NOTHING, asOf);
        return all(shard, "")
                .mapNotNull(listing -> listing.fields().get(ListFields.FINGERPRINT))
                .reduce(nothing, (sum, one) -> new CatalogueDigest(shard, CatalogueShards.COUNT, sum.entries() + 1,
                        sum.digest().plus(new Fingerprint(one.toString())), asOf))
                .flatMap(digest -> shards.change(id, state -> ShardLifeCycle.count(state, digest, limits.every())));
    }

    private Flux<Listing> all(int shard, String after) {
        return loras.inShard(shard, after, PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : loras.inShard(shard, page.getLast().id(), PAGE).collectList())
                .concatMapIterable(page -> page);
    }

    private Mono<?> announce(String id, Repeating repeating) {
        return loras.inShard(Integer.parseInt(id), repeating.after(), limits.batch())
                .map(Listing::id)
                .collectList()
                .flatMap(batch -> Flux.fromIterable(batch)
                        .flatMap(lora -> loras.announceAgain(new LoraId(lora)), AT_ONCE)
                        .then(Mono.defer(() -> went(id, repeating, batch))));
    }

    private Mono<?> went(String id, Repeating repeating, List<String> batch) {
        var last = batch.isEmpty() ? repeating.after() : batch.getLast();
        boolean more = batch.size() == limits.batch();
        return shards.change(id, state -> ShardLifeCycle.repeated(state, last, more,
                clock.instant().plus(limits.pause())));
    }
}
