package dev.lorikeet.generation.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The copies as they are stored. A removal is remembered until nothing older can arrive any more, and then forgotten. */
@Component
public class Copies {
    private static final int PAGE = 1_000;

    private final AggregateStore<CatalogueCopy, String> copies;

    public Copies(Delivery delivery, CatalogueLimits limits) {
        var type = AggregateType.of("catalogue", CatalogueCopy.class, (CatalogueCopy) new CatalogueCopy.None())
                .listedBy(CatalogueCopy::list)
                .indexedBy(CatalogueCopy.SHARD, CatalogueCopy.READY_IN)
                .dueAt(copy -> forgetAt(copy, limits));
        this.copies = delivery.aggregate(type);
        delivery.work(type, item -> copies.forget(item.id(), CatalogueCopy.Removed.class::isInstance));
    }

    private static Optional<Instant> forgetAt(CatalogueCopy copy, CatalogueLimits limits) {
        return copy instanceof CatalogueCopy.Removed(var _, var _, var at)
                ? Optional.of(at.plus(limits.rememberRemoved()))
                : Optional.empty();
    }

    Mono<CatalogueCopy> find(LoraId lora) {
        return copies.find(lora.value()).map(Versioned::state);
    }

    /** In the order of their ids, from beyond {@code after}. */
    Flux<LoraId> readyIn(WorkspaceId workspace, String after, int limit) {
        return copies.listings(CatalogueCopy.READY_IN, workspace.value(), after, limit)
                .map(listing -> new LoraId(listing.id()));
    }

    Flux<Listing> inShard(int shard) {
        var text = CatalogueShards.text(shard);
        return copies.listings(CatalogueCopy.SHARD, text, "", PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : copies.listings(CatalogueCopy.SHARD, text, page.getLast().id(), PAGE).collectList())
                .concatMapIterable(page -> page);
    }

    Mono<Boolean> apply(LoraId lora, CatalogueCopy arrived) {
        return changed(copies.change(lora.value(), current -> CatalogueCopy.apply(current, arrived)));
    }

    /** How many of them were not so. */
    Mono<Long> putRight(Map<String, CatalogueCopy> stands) {
        return copies.changeAll(stands.keySet(), (lora, current) -> CatalogueCopy.putRight(current,
                stands.getOrDefault(lora, current)));
    }

    Mono<Boolean> replace(LoraId lora, long wrong, CatalogueCopy stands) {
        return changed(copies.change(lora.value(), current -> CatalogueCopy.replace(current, wrong, stands)));
    }

    /** The topic does not have it. */
    Mono<Boolean> drop(LoraId lora, long wrong) {
        return copies.forget(lora.value(),
                copy -> copy instanceof CatalogueCopy.Known && copy.sequence() == wrong);
    }

    private static Mono<Boolean> changed(Mono<Outcome<CatalogueCopy, String>> outcome) {
        return outcome.map(done -> done instanceof Outcome.Done<CatalogueCopy, String>(var _, var _, var changed)
                && changed);
    }
}
