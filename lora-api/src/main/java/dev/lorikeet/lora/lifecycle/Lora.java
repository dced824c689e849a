package dev.lorikeet.lora.lifecycle;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent.AbandonReason;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** One LoRA, from the ticket to the tombstone. Each state holds only what exists in it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Lora.None.class, name = "none"),
        @JsonSubTypes.Type(value = Lora.Uploading.class, name = "uploading"),
        @JsonSubTypes.Type(value = Lora.Verifying.class, name = "verifying"),
        @JsonSubTypes.Type(value = Lora.Abandoned.class, name = "abandoned"),
        @JsonSubTypes.Type(value = Lora.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = Lora.Missing.class, name = "missing"),
        @JsonSubTypes.Type(value = Lora.Rejected.class, name = "rejected"),
        @JsonSubTypes.Type(value = Lora.Deleting.class, name = "deleting"),
        @JsonSubTypes.Type(value = Lora.Discarded.class, name = "discarded"),
        @JsonSubTypes.Type(value = Lora.Deleted.class, name = "deleted")})
public sealed interface Lora {

    /** Nobody asked for it yet. */
    record None() implements Lora {}

    /** Everything that somebody asked for once. */
    sealed interface Known extends Lora {
        Identity identity();
    }

    /** What can be deleted, and brought back while the time to undo runs. */
    sealed interface Kept extends Known {
        LoraDescription description();

        Instant uploadedAt();
    }

    /**
     * What is known of a LoRA from its first day.
     *
     * @param createdBy the subject of the token
     * @param request digest of the request that made it, where the client may repeat that request
     */
    record Identity(LoraId lora, WorkspaceId workspace, String createdBy, Instant createdAt, ExpectedObject expected,
            @Nullable Sha256 request) {

        Identity of(long size) {
            return new Identity(lora, workspace, createdBy, createdAt, new ExpectedObject(expected.key(),
                    expected.fileName(), size, expected.uploadId(), expected.sha256()), request);
        }
    }

    /** A ticket is out. */
    record Uploading(Identity identity, LoraDescription description, long partSize, Instant expiresAt)
            implements
            Known {}

    /** The client says that the bytes are there. */
    record Verifying(Identity identity, LoraDescription description, Instant uploadedAt) implements Known {}

    /** Nobody waits for the bytes any more. */
    record Abandoned(Identity identity, AbandonReason reason) implements Known {}

    /**
     * Proven; the only state that anybody may select.
     *
     * @param edition counts what the owner changed, so that two people do not overwrite each other
     */
    record Ready(Identity identity, LoraDescription description, Proof proof, Usage usage, Instant uploadedAt,
            Instant updatedAt, long edition) implements Kept {

        Ready with(LoraDescription changed, Instant now) {
            return new Ready(identity, changed, proof, usage, uploadedAt, now, edition + 1);
        }

        Ready with(Usage used) {
            return new Ready(identity, description, proof, used, uploadedAt, updatedAt, edition);
        }

        Ready with(Proof completed) {
            return new Ready(identity, description, completed, usage, uploadedAt, updatedAt, edition);
        }
    }

    /**
     * What storage-worker found.
     *
     * @param sha256 comes later, because it takes a full read
     */
    record Proof(StoredObject object, LoraFacts facts, @Nullable Sha256 sha256) {}

    /** It was proven, and then its object vanished without our doing, or turned out to be another one. */
    record Missing(Ready was, Reason reason, Instant since) implements Kept {
        @Override
        public Identity identity() {
            return was.identity();
        }

        @Override
        public LoraDescription description() {
            return was.description();
        }

        @Override
        public Instant uploadedAt() {
            return was.uploadedAt();
        }
    }

    /** Kept for its reason; the object is gone, or never came. */
    record Rejected(Identity identity, LoraDescription description, Reason reason, Instant uploadedAt,
            Instant updatedAt) implements Kept {}

    /**
     * Hidden. Comes back as it was until the time to undo is over.
     *
     * @param keptUntil until then at most, the object is there for videos that need it
     */
    record Deleting(Kept was, Instant undoUntil, Instant keptUntil) implements Known {
        Deleting with(Kept changed) {
            return new Deleting(changed, undoUntil, keptUntil);
        }

        /** When it may go. */
        Instant over() {
            return isNeeded(was) ? keptUntil : undoUntil;
        }

        private static boolean isNeeded(Kept was) {
            return switch (was) {
                case Ready ready -> !ready.usage().needing().isEmpty();
                case Missing _,Rejected _ -> false;
            };
        }

        @Override
        public Identity identity() {
            return was.identity();
        }
    }

    /** Cannot be brought back; waits for storage-worker to remove the object. */
    record Discarded(Kept was, Instant since) implements Known {
        @Override
        public Identity identity() {
            return was.identity();
        }
    }

    /** Object and record are gone; this is left to answer late messages. */
    record Deleted(Identity identity) implements Known {}
}
