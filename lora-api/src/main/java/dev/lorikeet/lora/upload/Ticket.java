package dev.lorikeet.lora.upload;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadStore.SignedPart;
import dev.lorikeet.lora.lifecycle.Lora;

/**
 * Permission to upload one file.
 *
 * @param parts signed for now; the others are signed when they are asked for
 */
public record Ticket(Lora.Known lora, UploadPlan plan, List<SignedPart> parts, Instant expiresAt) {}
