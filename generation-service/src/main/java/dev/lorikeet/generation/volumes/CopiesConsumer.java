package dev.lorikeet.generation.volumes;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.Topic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Listens to storage-worker, as far as it speaks of copies. */
@Component
public final class CopiesConsumer {
    private final Presences presences;

    public CopiesConsumer(Delivery delivery, Presences presences) {
        this.presences = presences;
        delivery.consume(Topic.STORAGE_EVENTS, StorageEvent.class, this::apply);
    }

    private Mono<?> apply(EventEnvelope<StorageEvent> envelope) {
        return envelope.event() instanceof OfCopy copy ? presences.hear(copy, envelope.sequence()) : Mono.empty();
    }
}
