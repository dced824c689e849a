package dev.lorikeet.storage;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraEvent.LoraDeleted;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraEvent.LoraReady;
import dev.lorikeet.event.LoraEvent.LoraRejected;
import dev.lorikeet.event.LoraEvent.LoraRestored;
import dev.lorikeet.event.LoraEvent.LoraSaveFailed;
import dev.lorikeet.event.LoraEvent.LoraUpdated;
import dev.lorikeet.event.LoraEvent.LoraUploadAbandoned;
import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Topic;
import dev.lorikeet.storage.hashing.Hashings;
import dev.lorikeet.storage.mirror.Mirrors;
import dev.lorikeet.storage.removal.Removals;
import dev.lorikeet.storage.verification.Verifications;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What each event of a LoRA's life means for its object: an uploaded one is proven, a proven one is hashed, and one that
 * nobody will ask for again is removed, with its copies. As long as a ticket is open, or a deletion can be undone, nothing is touched.
 */
@Component
public final class LoraEventsConsumer {
    private final Verifications verifications;
    private final Hashings hashings;
    private final Mirrors mirrors;
    private final Removals removals;

    public LoraEventsConsumer(Delivery delivery, Verifications verifications, Hashings hashings, Mirrors mirrors,
            Removals removals) {
        this.verifications = verifications;
        this.hashings = hashings;
        this.mirrors = mirrors;
        this.removals = removals;
        delivery.consume(Topic.LORA_EVENTS, LoraEvent.class, envelope -> apply(envelope.event()));
    }

    private Mono<?> apply(LoraEvent event) {
        return switch (event) {
            case LoraUploadStarted(var lora, var _, var object, var until) ->
                verifications.expect(lora, object, until);
            case LoraUploaded(var lora, var _, var expected) -> verifications.begin(lora, expected);
            case LoraReady(var lora, var workspace, var _, var _, var object, var facts) ->
                hashings.begin(lora, workspace, object, facts.format());
            case LoraUploadAbandoned(var lora, var _, var expected, var _) -> remove(lora, expected);
            case LoraRejected(var lora, var _, var expected, var _) -> remove(lora, expected);
            case LoraDiscarded(var lora, var _, var key) -> remove(lora, key, null);
            case LoraSaveFailed(var lora, var _, var expected) -> compensate(lora, expected);
            case LoraUpdated _,LoraDeleted _,LoraRestored _ -> Mono.empty();
        };
    }

    private Mono<?> remove(LoraId lora, ExpectedObject expected) {
        return remove(lora, expected.key(), expected.uploadId());
    }

    private Mono<?> remove(LoraId lora, ObjectKey key, @Nullable String uploadId) {
        return verifications.withdraw(lora)
                .then(hashings.end(lora))
                .then(mirrors.forsake(lora))
                .then(removals.ask(lora, key, uploadId));
    }

    /** A write whose answer was lost looks like a failed one: an upload that was announced was saved after all. */
    private Mono<?> compensate(LoraId lora, ExpectedObject expected) {
        return verifications.forsake(lora)
                .filter(unwanted -> unwanted)
                .flatMap(_ -> removals.ask(lora, expected.key(), expected.uploadId()));
    }
}
