package dev.lorikeet.generation.catalogue;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the copy what the topic says, while events go on being applied and look-ups answered. First the topic is read and
 * whatever is older than it, or claims its sequence with other contents, is put right. A copy that claims to be newer than
 * the topic, or of which the topic knows nothing, may be wrong or may just have come in; so the topic is read on to its end,
 * and what is then still beyond it is wrong. It is replaced only if it is still the one that was looked at.
 */
final class Rebuild {
    private static final int AT_ONCE = 4;

    private final Delivery delivery;
    private final Copies copies;
    private final int batch;
    private final InstantSource clock;
    private final AtomicReference<RebuildReport> progress;
    /** By LoRA. Nothing but this is held of the whole library. */
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<String, Long> beyond = new HashMap<>();

    Rebuild(Delivery delivery, Copies copies, int batch, InstantSource clock, String why) {
        this.delivery = delivery;
        this.copies = copies;
        this.batch = batch;
        this.clock = clock;
        this.progress = new AtomicReference<>(RebuildReport.begun(why, clock.instant()));
    }

    /** What the topic says of one LoRA. */
    private record Told(LoraId lora, CatalogueCopy copy) {}

    RebuildReport progress() {
        return progress.get();
    }

    Mono<RebuildReport> run() {
        return toTheEnd(Map.of())
                .buffer(batch)
                .flatMap(told -> copies.putRight(newestOf(told))
                        .doOnNext(changed -> count(told.size(), changed, 0)), AT_ONCE, 1)
                .then(Mono.defer(this::findWhatIsBeyond))
                .thenMany(Flux.defer(() -> toTheEnd(Map.copyOf(positions))))
                .then(Mono.fromRunnable(this::keepWhatIsStillBeyond))
                .then(Mono.defer(this::dropWhatIsUnknown))
                .then(Mono.defer(this::replaceWhatIsTooNew))
                .then(Mono.fromCallable(() -> count(0, 0, 0)));
    }

    /** What is told of LoRAs, from these positions on, as far as the topic goes now. */
    private Flux<Told> toTheEnd(Map<Integer, Long> from) {
        return delivery.read(Topic.LORA_CATALOGUE, CatalogueEvent.class, from)
                .takeUntil(Tailed.CaughtUp.class::isInstance)
                .doOnNext(this::remember)
                .mapNotNull(tailed -> tailed instanceof Tailed.Item<EventEnvelope<CatalogueEvent>> item
                        && item.value().event() instanceof CatalogueEvent.OfLora event
                                ? new Told(event.lora(), CatalogueCopy.of(event, item.value()))
                                : null)
                .doOnNext(told -> newest.merge(told.lora().value(), told.copy().sequence(), Math::max));
    }

    private static Map<String, CatalogueCopy> newestOf(List<Told> batch) {
        var stands = new HashMap<String, CatalogueCopy>();
        batch.forEach(told -> stands.merge(told.lora().value(), told.copy(),
                (one, other) -> one.sequence() > other.sequence() ? one : other));
        return stands;
    }

    private void remember(Tailed<EventEnvelope<CatalogueEvent>> tailed) {
        switch (tailed) {
            case Tailed.Began<EventEnvelope<CatalogueEvent>>(var began) -> positions.putAll(began);
            case Tailed.Item<EventEnvelope<CatalogueEvent>> item -> positions.put(item.partition(), item.offset() + 1);
            case Tailed.CaughtUp<EventEnvelope<CatalogueEvent>> _ -> {}
        }
    }

    private Mono<Void> findWhatIsBeyond() {
        return Flux.range(0, CatalogueShards.COUNT)
                .concatMap(copies::inShard)
                .doOnNext(listing -> {
                    if (isBeyond(listing.id(), sequence(listing))) {
                        beyond.put(listing.id(), sequence(listing));
                    }
                })
                .then();
    }

    private boolean isBeyond(String lora, long sequence) {
        return sequence > newest.getOrDefault(lora, 0L);
    }

    private static long sequence(Listing listing) {
        return ((Number) listing.fields().getOrDefault(CatalogueCopy.SEQUENCE, 0L)).longValue();
    }

    private void keepWhatIsStillBeyond() {
        beyond.entrySet().removeIf(one -> !isBeyond(one.getKey(), one.getValue()));
    }

    /** A removal that the topic has forgotten already is still remembered here, for as long as is safe. */
    private Mono<Void> dropWhatIsUnknown() {
        return Flux.fromIterable(beyond.entrySet())
                .filter(one -> !newest.containsKey(one.getKey()))
                .flatMap(one -> copies.drop(new LoraId(one.getKey()), one.getValue()), AT_ONCE)
                .doOnNext(dropped -> count(0, 0, dropped ? 1 : 0))
                .then();
    }

    private Mono<Void> replaceWhatIsTooNew() {
        beyond.keySet().retainAll(newest.keySet());
        return beyond.isEmpty()
                ? Mono.empty()
                : toTheEnd(Map.of())
                        .filter(told -> beyond.containsKey(told.lora().value())
                                && told.copy().sequence() == newest.getOrDefault(told.lora().value(), 0L))
                        .flatMap(told -> copies.replace(told.lora(), beyond.getOrDefault(told.lora().value(), 0L),
                                told.copy()), AT_ONCE)
                        .doOnNext(changed -> count(0, changed ? 1 : 0, 0))
                        .then();
    }

    private RebuildReport count(long read, long changed, long removed) {
        return progress.updateAndGet(report -> report.plus(read, changed, removed, clock.instant()));
    }
}
