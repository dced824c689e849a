package dev.lorikeet.event;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What lora-api says happened to a LoRA, in the order of its life. */
public sealed interface LoraEvent extends DomainEvent {
    LoraId lora();

    WorkspaceId workspace();

    @Override
    default String subject() {
        return lora().value();
    }

    /** A ticket was issued: the object may appear until it expires, and has no business in the bucket afterwards. */
    record LoraUploadStarted(LoraId lora, WorkspaceId workspace, ExpectedObject object, Instant expiresAt)
            implements
            LoraEvent {}

    /** The client says that the bytes are there. Whether they are what the ticket promised is still to be proven. */
    record LoraUploaded(LoraId lora, WorkspaceId workspace, ExpectedObject object) implements LoraEvent {}

    record LoraUploadAbandoned(LoraId lora, WorkspaceId workspace, ExpectedObject object, AbandonReason reason)
            implements
            LoraEvent {}

    /** The upload arrived but could not be recorded, so nobody will ever ask for the object. */
    record LoraSaveFailed(LoraId lora, WorkspaceId workspace, ExpectedObject object) implements LoraEvent {}

    record LoraReady(LoraId lora, WorkspaceId workspace, String name, String fileName, StoredObject object,
            LoraFacts facts) implements LoraEvent {
        public LoraReady {
            Limits.text("name", name, 200);
            Limits.text("fileName", fileName, 255);
        }
    }

    /** The record stays, with the reason; the object is removed. */
    record LoraRejected(LoraId lora, WorkspaceId workspace, ExpectedObject object, Reason reason)
            implements
            LoraEvent {}

    /** The owner changed the description. Carries all of it, not the difference. */
    record LoraUpdated(LoraId lora, WorkspaceId workspace, LoraDescription description) implements LoraEvent {}

    /**
     * Hidden from now on, until it is restored or discarded.
     *
     * @param removeAfter when the owner's time to undo it ends; whoever keeps the object waits for {@link LoraDiscarded}
     */
    record LoraDeleted(LoraId lora, WorkspaceId workspace, ObjectKey key, Instant removeAfter) implements LoraEvent {}

    record LoraRestored(LoraId lora, WorkspaceId workspace, ObjectKey key) implements LoraEvent {}

    /** Can no longer be restored: nobody will ask for the object again, and it is removed. */
    record LoraDiscarded(LoraId lora, WorkspaceId workspace, ObjectKey key) implements LoraEvent {}

    /** Why nobody waits for the upload any more. */
    enum AbandonReason {
        /** A person ended it. */
        @JsonProperty("cancelled")
        CANCELLED,
        /** The ticket ran out. */
        @JsonProperty("expired")
        EXPIRED,
        /** Written by a newer version. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
