package dev.lorikeet.lora.upload;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;

/** One LoRA, from the ticket on. Each state holds only what exists in it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Lora.None.class, name = "none"),
        @JsonSubTypes.Type(value = Lora.Uploading.class, name = "uploading"),
        @JsonSubTypes.Type(value = Lora.Verifying.class, name = "verifying"),
        @JsonSubTypes.Type(value = Lora.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = Lora.Rejected.class, name = "rejected")})
public sealed interface Lora {

    /** Nobody asked for it yet. */
    record None() implements Lora {}

    /** What is known of a LoRA from its first day. */
    record Identity(LoraId lora, WorkspaceId workspace, String name, ExpectedObject expected) {}

    /** A ticket is out. */
    record Uploading(Identity identity, Instant expiresAt) implements Lora {}

    /** The client says that the bytes are there. */
    record Verifying(Identity identity, Instant uploadedAt) implements Lora {}

    /** Proven; the only state that anybody may select. */
    record Ready(Identity identity, StoredObject object, LoraFacts facts, Instant uploadedAt, Instant updatedAt)
            implements Lora {}

    /** Kept for its reason; the object is gone. */
    record Rejected(Identity identity, Reason reason, Instant updatedAt) implements Lora {}
}
