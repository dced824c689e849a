package dev.lorikeet.generation.catalogue;

import java.time.InstantSource;
import java.util.Locale;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.Topic;
import dev.lorikeet.generation.catalogue.ShardCheck.Heard;
import dev.lorikeet.generation.catalogue.ShardCheckLifeCycle.Own;
import dev.lorikeet.generation.catalogue.ShardCheckLifeCycle.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Compares each shard of the copy with what lora-api says it must come to. What differs for certain is asked for again;
 * where that does not help, because what we have claims to be newer than anything that can come, all of it is built anew.
 */
@Component
public class ShardChecks {
    private static final Logger LOG = LoggerFactory.getLogger(ShardChecks.class);

    private final AggregateStore<ShardCheck, String> checks;
    private final Copies copies;
    private final Upkeep upkeep;
    private final Delivery delivery;
    private final CatalogueLimits limits;
    private final CatalogueMeters meters;
    private final InstantSource clock;

    public ShardChecks(Delivery delivery, Copies copies, Upkeep upkeep, CatalogueLimits limits, CatalogueMeters meters,
            InstantSource clock) {
        this.checks = delivery.aggregate(ShardCheck.TYPE);
        this.copies = copies;
        this.upkeep = upkeep;
        this.delivery = delivery;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        delivery.work(ShardCheck.TYPE, this::compare);
    }

    Mono<?> hear(CatalogueDigest digest, long sequence) {
        if (digest.shards() != CatalogueShards.COUNT) {
            LOG.warn("lora-api has {} shards instead of {}; one side is of another version", digest.shards(),
                    CatalogueShards.COUNT);
            return Mono.empty();
        }
        return checks.change(CatalogueShards.text(digest.shard()), check -> ShardCheckLifeCycle.hear(check, digest,
                sequence, clock.instant(), limits));
    }

    /** Whether lora-api has said anything of this shard. */
    Mono<Boolean> heard(int shard) {
        return checks.find(CatalogueShards.text(shard)).hasElement();
    }

    private Mono<?> compare(WorkItem<ShardCheck> item) {
        return item.state() instanceof Heard heard
                ? own(heard.digest().shard())
                        .doOnNext(own -> meters.entries(heard.digest().shard(), own.entries()))
                        .flatMap(own -> verdict(heard, own)
                                .flatMap(verdict -> settle(item.id(), heard, own, verdict)))
                : Mono.empty();
    }

    private Mono<Own> own(int shard) {
        return copies.inShard(shard)
                .mapNotNull(listing -> listing.fields().get(CatalogueCopy.FINGERPRINT))
                .reduce(new Own(0, Fingerprint.NOTHING), (sum, one) -> new Own(sum.entries() + 1,
                        sum.digest().plus(new Fingerprint(one.toString()))));
    }

    /** Whether we are behind is asked for only if it matters, for it takes a look at Kafka. */
    private Mono<Verdict> verdict(Heard heard, Own own) {
        var assumed = ShardCheckLifeCycle.verdict(heard, own, false, limits.mostMisses());
        return assumed == Verdict.AGREED
                ? Mono.just(assumed)
                : delivery.isBehind(Topic.LORA_CATALOGUE)
                        .map(behind -> ShardCheckLifeCycle.verdict(heard, own, behind, limits.mostMisses()));
    }

    /** The rebuild first: a crash in between asks for it once more, and not never. */
    private Mono<?> settle(String id, Heard heard, Own own, Verdict verdict) {
        var rebuilt = verdict == Verdict.REBUILT
                ? upkeep.rebuild("shard " + id + " differs although it was announced again").then()
                : Mono.<Void>empty();
        return rebuilt.then(checks.change(id, check -> ShardCheckLifeCycle.compare(check, heard, own, verdict,
                clock.instant().plus(limits.settle())))).doOnNext(_ -> tell(id, verdict));
    }

    private void tell(String id, Verdict verdict) {
        meters.compared(verdict.name().toLowerCase(Locale.ROOT));
        switch (verdict) {
            case AGREED, WAITED, DIFFERED -> LOG.debug("Shard {} of the copy: {}", id, verdict);
            case ASKED -> LOG.warn("Shard {} of the copy differs from the library; asked lora-api for it", id);
            case REBUILT -> LOG.warn("Shard {} of the copy still differs; the copy is built anew", id);
        }
    }
}
