package dev.lorikeet.lora.upload;

import java.time.Instant;

import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;

/** What can be asked of a LoRA. */
sealed interface LoraCommand {
    record Start(Lora.Identity identity, Instant expiresAt) implements LoraCommand {}

    record Complete() implements LoraCommand {}

    record Prove(StoredObject object, LoraFacts facts) implements LoraCommand {}

    record Refuse(ObjectKey key, Reason reason) implements LoraCommand {}
}
