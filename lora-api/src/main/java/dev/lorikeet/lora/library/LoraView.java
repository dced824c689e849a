package dev.lorikeet.lora.library;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA as front ends see it.
 *
 * @param s3Url names the object; nobody can fetch it without a signature
 * @param expert the owner's word, else what was found
 * @param rejection why it was refused, or why its removal is late
 * @param version of what people may edit; the {@code ETag}
 */
public record LoraView(String id, String name, String fileName, String s3Path, String s3Url, long fileSize,
        String extension, String workspaceId, String createdBy, String status, Instant uploadedAt, Instant updatedAt,
        @Nullable Instant lastUsed, long useCount, @Nullable String description, List<String> tags,
        List<String> triggerWords, double defaultWeight, @Nullable NoiseExpert expert, List<String> compatibleModels,
        @Nullable LoraFacts facts, @Nullable Sha256 sha256, @Nullable Reason rejection, @Nullable Instant undoUntil,
        @Nullable URI thumbnailUrl, long version) {

    LoraView proven(Usage usage, NoiseExpert found, Lora.Proof proof, @Nullable Instant undo, @Nullable URI thumbnail,
            long edition) {
        return new LoraView(id, name, fileName, s3Path, s3Url, fileSize, extension, workspaceId, createdBy, status,
                uploadedAt, updatedAt, usage.last(), usage.count(), description, tags, triggerWords, defaultWeight,
                found, CompatibleModels.of(proof.facts().baseModel()), proof.facts(), proof.sha256(), rejection, undo,
                thumbnail, edition);
    }

    LoraView until(@Nullable Instant undo) {
        return new LoraView(id, name, fileName, s3Path, s3Url, fileSize, extension, workspaceId, createdBy, status,
                uploadedAt, updatedAt, lastUsed, useCount, description, tags, triggerWords, defaultWeight, expert,
                compatibleModels, facts, sha256, rejection, undo, thumbnailUrl, version);
    }

    /** {@code success} is always there. */
    public record Answer(boolean success, LoraView lora, @Nullable String requestedName) {
        /** The name that was asked for is told only if the LoRA could not have it. */
        public static Answer of(LoraView lora, @Nullable String requested) {
            return new Answer(true, lora, requested == null || requested.equals(lora.name()) ? null : requested);
        }
    }
}
