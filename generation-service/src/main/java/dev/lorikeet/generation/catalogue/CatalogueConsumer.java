package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Topic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Listens to lora-api. */
@Component
public final class CatalogueConsumer {
    private final Copies copies;
    private final ShardChecks checks;
    private final CatalogueMeters meters;
    private final InstantSource clock;

    public CatalogueConsumer(Delivery delivery, Copies copies, ShardChecks checks, CatalogueMeters meters,
            InstantSource clock) {
        this.copies = copies;
        this.checks = checks;
        this.meters = meters;
        this.clock = clock;
        delivery.consume(Topic.LORA_CATALOGUE, CatalogueEvent.class, this::apply);
    }

    private Mono<?> apply(EventEnvelope<CatalogueEvent> envelope) {
        return switch (envelope.event()) {
            case CatalogueEvent.OfLora event -> copies.apply(event.lora(), CatalogueCopy.of(event, envelope))
                    .doOnNext(_ -> meters.applied(Duration.between(envelope.time(), clock.instant())));
            case CatalogueDigest digest -> checks.hear(digest, envelope.sequence());
        };
    }
}
