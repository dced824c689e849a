package dev.lorikeet.event;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The library as others may copy it: the last record per LoRA is all there is to know. */
public sealed interface CatalogueEvent extends DomainEvent {

    /** What is told of one LoRA. */
    sealed interface OfLora extends CatalogueEvent {
        LoraId lora();

        @Override
        default String subject() {
            return lora().value();
        }
    }

    /** The whole current state of one proven LoRA. */
    record CatalogueEntry(LoraId lora, WorkspaceId workspace, CatalogueStatus status, String fileName,
            StoredObject object, @Nullable Sha256 sha256, LoraFacts facts, LoraDescription description,
            Instant uploadedAt, Instant updatedAt) implements OfLora {
        public CatalogueEntry {
            Limits.text("fileName", fileName, 255);
        }
    }

    /** Travels as a Kafka tombstone: the headers, and no body. */
    record CatalogueEntryRemoved(LoraId lora) implements OfLora {}

    /**
     * What all entries of one shard come to, so that whoever copies the library can tell whether the copy is complete.
     *
     * @param shard from 0; {@link CatalogueShards} says which LoRAs are in it
     * @param digest of all entries together, see {@link Fingerprint}
     */
    record CatalogueDigest(int shard, int shards, long entries, Fingerprint digest, Instant asOf)
            implements
            CatalogueEvent {
        public CatalogueDigest {
            CatalogueShards.demand(shard, shards);
            Limits.between("entries", entries, 0, Limits.EXACT_IN_JSON);
        }

        @Override
        public String subject() {
            return "digest-" + shard;
        }
    }

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
