package dev.lorikeet.lora.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to upload.
 *
 * @param idempotencyKey makes repeating the request harmless
 */
public record TicketRequest(WorkspaceId workspace, String subject, FileName fileName, long size,
        @Nullable Sha256 sha256, LoraDescription description, @Nullable String idempotencyKey) {

    LoraDescription named(String other) {
        return new LoraDescription(other, description.text(), description.tags(), description.triggerWords(),
                description.defaultWeight(), description.expert());
    }

    /** The same for the same key of the same person, so that a repetition finds what it made. */
    private static LoraId loraOf(WorkspaceId workspace, String subject, String key) {
        var digest = digest(String.join("\n", workspace.value(), subject, key));
        return new LoraId(Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 32));
    }

    Optional<LoraId> lora() {
        return Optional.ofNullable(idempotencyKey).map(key -> loraOf(workspace, subject, key));
    }

    /** Tells a repetition from another request with the same key; nothing can repeat a request without one. */
    @Nullable
    Sha256 fingerprint() {
        if (idempotencyKey == null) {
            return null;
        }
        var content = List.of(fileName.value(), String.valueOf(size), sha256 == null ? "" : sha256.value(),
                description.toString());
        return new Sha256(HexFormat.of().formatHex(digest(String.join("\n", content))));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
