package dev.lorikeet.generation.job;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What came out, in our bucket.
 *
 * @param thumbnail one frame, if it could be had cheaply
 */
public record Video(ObjectKey key, String contentType, long size, Sha256 sha256, @Nullable ObjectKey thumbnail) {}
