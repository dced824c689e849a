package dev.lorikeet.generation.catalogue;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The library as lora-api last announced it, so that a selection is checked without asking anybody. */
@Component
public class Catalogue {
    private static final AggregateType<CatalogueCopy> TYPE = AggregateType.of("catalogue", CatalogueCopy.class,
            (CatalogueCopy) new CatalogueCopy.None());

    private final AggregateStore<CatalogueCopy, String> copies;

    public Catalogue(Delivery delivery) {
        this.copies = delivery.aggregate(TYPE);
        delivery.consume(Topic.LORA_CATALOGUE, CatalogueEvent.class, envelope -> copies.change(
                envelope.event().subject(),
                current -> CatalogueCopy.apply(current, envelope.event(), envelope.sequence())));
    }

    /** Empty for a LoRA that does not exist, or no longer. */
    public Mono<CatalogueEntry> find(LoraId lora) {
        return copies.find(lora.value())
                .map(AggregateStore.Versioned::state)
                .ofType(CatalogueCopy.Known.class)
                .map(CatalogueCopy.Known::entry);
    }
}
