package dev.lorikeet.lora.lifecycle;

import java.time.Instant;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import org.jspecify.annotations.Nullable;

/** What can be asked of a LoRA. */
public sealed interface LoraCommand {

    /** What happens to the upload. */
    sealed interface OfUpload extends LoraCommand {}

    record Start(Lora.Identity identity, LoraDescription description, long partSize, Instant expiresAt)
            implements
            OfUpload {}

    record Complete() implements OfUpload {}

    /** As {@link Complete}, of a client that streamed through us and could only say how much it would be at most. */
    record CompleteStreamed(long size) implements OfUpload {}

    /** By a person. */
    record Abandon() implements OfUpload {}

    /** We cannot get the bytes that we were to bring ourselves. */
    record Fail(Reason reason) implements OfUpload {}

    /** By the clock. */
    record Expire() implements OfUpload {}

    /** What storage-worker says about the object. */
    sealed interface OfObject extends LoraCommand {}

    record Prove(StoredObject object, LoraFacts facts) implements OfObject {}

    record Refuse(ObjectKey key, Reason reason) implements OfObject {}

    record Hash(StoredObject object, Sha256 sha256) implements OfObject {}

    /** The object vanished, or was replaced. */
    record Miss(ObjectKey key) implements OfObject {}

    /** The object was removed, as we had asked. */
    record Remove(ObjectKey key) implements OfObject {}

    /** What people do with it. */
    sealed interface OfOwner extends LoraCommand {}

    /** Changes what the owner says; {@code edition} is what the person had seen, where they care. */
    record Describe(DescriptionChange change, @Nullable Long edition) implements OfOwner {}

    /** What happens to a generation that somebody wanted it for. */
    sealed interface OfGeneration extends OfOwner {
        GenerationId generation();
    }

    record Use(GenerationId generation, Instant at) implements OfGeneration {}

    /** The generation is over, however it ended. */
    record Spare(GenerationId generation) implements OfGeneration {}

    /** Until when it can be undone, and until when at most the object waits for videos that need it. */
    record Delete(Instant undoUntil, Instant keptUntil) implements OfOwner {}

    record Restore() implements OfOwner {}

    /** The time to undo is over. */
    record Discard() implements OfOwner {}
}
