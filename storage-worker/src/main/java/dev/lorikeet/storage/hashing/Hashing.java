package dev.lorikeet.storage.hashing;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;

/** The digests of one LoRA's object. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Hashing.None.class, name = "none"),
        @JsonSubTypes.Type(value = Hashing.Waiting.class, name = "waiting"),
        @JsonSubTypes.Type(value = Hashing.Digested.class, name = "digested"),
        @JsonSubTypes.Type(value = Hashing.Announced.class, name = "announced"),
        @JsonSubTypes.Type(value = Hashing.Ended.class, name = "ended")})
sealed interface Hashing {

    record None() implements Hashing {}

    record Waiting(LoraId lora, WorkspaceId workspace, StoredObject object, FileFormat format, Instant since)
            implements
            Hashing {}

    /**
     * Known, and to be found by whoever looks for duplicates. Only then are duplicates looked for: of two that are
     * digested at the same moment, at least one finds the other.
     */
    record Digested(LoraId lora, WorkspaceId workspace, StoredObject object, Digests digests, Instant since)
            implements
            Hashing {}

    record Announced(LoraId lora, WorkspaceId workspace, StoredObject object, Digests digests,
            List<LoraId> duplicates) implements Hashing {}

    /** The object is gone, or about to go. */
    record Ended() implements Hashing {}
}
