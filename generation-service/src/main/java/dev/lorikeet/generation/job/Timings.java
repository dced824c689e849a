package dev.lorikeet.generation.job;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who made it and how long it took.
 *
 * @param delayMillis how long it waited for a worker, as RunPod says
 * @param executionMillis how long the worker took, as RunPod says
 */
public record Timings(Instant submittedAt, @Nullable String worker, @Nullable Long delayMillis,
        @Nullable Long executionMillis) {}
