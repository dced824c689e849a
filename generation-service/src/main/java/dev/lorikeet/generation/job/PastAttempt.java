package dev.lorikeet.generation.job;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** An attempt that came to nothing. */
public record PastAttempt(int number, @Nullable String remoteJob, Failure failure, Instant endedAt) {}
