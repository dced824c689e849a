package dev.lorikeet.lora.lifecycle;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;

/**
 * Every state times every command. A new one of either does not compile until it is decided what happens; where a whole
 * kind of command means the same to a state, it is decided at once.
 */
final class LoraLifeCycle {
    private LoraLifeCycle() {}

    static Decision<Lora, DomainEvent, LoraRefusal> decide(Lora state, LoraCommand command, Instant now) {
        return switch (state) {
            case Lora.None _ -> WhileUploading.nothingYet(command, now);
            case Lora.Uploading uploading -> WhileUploading.uploading(uploading, command, now);
            case Lora.Verifying verifying -> WhileUploading.verifying(verifying, command, now);
            case Lora.Abandoned abandoned -> WhileUploading.abandoned(abandoned, command);
            case Lora.Ready ready -> WhileKept.ready(ready, command, now);
            case Lora.Missing missing -> WhileKept.missing(missing, command, now);
            case Lora.Rejected rejected -> WhileKept.rejected(rejected, command);
            case Lora.Deleting deleting -> WhileDeleting.deleting(deleting, command, now);
            case Lora.Discarded discarded -> WhileDeleting.discarded(discarded, command);
            case Lora.Deleted deleted -> WhileDeleting.deleted(deleted, command);
        };
    }
}
