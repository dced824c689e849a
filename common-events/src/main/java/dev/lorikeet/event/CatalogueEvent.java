package dev.lorikeet.event;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The library as others may copy it: the last record per LoRA is all there is to know. */
public sealed interface CatalogueEvent extends DomainEvent {
    LoraId lora();

    @Override
    default String subject() {
        return lora().value();
    }

    /** The whole current state of one proven LoRA. */
    record CatalogueEntry(LoraId lora, WorkspaceId workspace, CatalogueStatus status, String fileName,
            StoredObject object, @Nullable Sha256 sha256, LoraFacts facts, LoraDescription description,
            Instant uploadedAt, Instant updatedAt) implements CatalogueEvent {
        public CatalogueEntry {
            Limits.text("fileName", fileName, 255);
        }
    }

    /** Travels as a Kafka tombstone: the headers, and no body. */
    record CatalogueEntryRemoved(LoraId lora) implements CatalogueEvent {}

    /** Only {@link #READY} may be offered to a person or sent to a worker. */
    enum CatalogueStatus {
        @JsonProperty("ready")
        READY,
        /** Deleted by its owner, who may still undo it. */
        @JsonProperty("deleting")
        DELETING,
        /** Its object is gone from the bucket. */
        @JsonProperty("missing")
        MISSING,
        /** Written by a newer version. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
