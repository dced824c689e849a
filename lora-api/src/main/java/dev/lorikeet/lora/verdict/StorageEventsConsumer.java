package dev.lorikeet.lora.verdict;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectHashed;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.Topic;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.LoraCommand.Hash;
import dev.lorikeet.lora.lifecycle.LoraCommand.Miss;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Refuse;
import dev.lorikeet.lora.upload.LoraUploads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Listens to storage-worker. */
@Component
public final class StorageEventsConsumer {
    private final LoraUploads uploads;
    private final LoraDeletions deletions;

    public StorageEventsConsumer(Delivery delivery, LoraUploads uploads, LoraDeletions deletions) {
        this.uploads = uploads;
        this.deletions = deletions;
        delivery.consume(Topic.STORAGE_EVENTS, StorageEvent.class, envelope -> apply(envelope.event()));
    }

    private Mono<?> apply(StorageEvent event) {
        return switch (event) {
            case ObjectVerified(var lora, var object, var facts) -> uploads.settle(lora, new Prove(object, facts));
            case ObjectRefused(var lora, var key, var reason) -> uploads.settle(lora, new Refuse(key, reason));
            case ObjectMissing(var lora, var key) -> uploads.settle(lora, new Miss(key));
            case ObjectHashed(var lora, var object, var sha256, var _, var _) ->
                uploads.settle(lora, new Hash(object, sha256));
            case ObjectRemoved(var lora, var key) -> deletions.removed(lora, key);
            case StorageEvent.OfCopy _ -> Mono.empty();
        };
    }
}
