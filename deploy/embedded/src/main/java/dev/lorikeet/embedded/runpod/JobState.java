package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a job is.
 *
 * @param attempt how often a worker took it
 * @param retries how often the platform dispatched it again, since it was submitted or retried by hand
 * @param waitingSince when the last wait for a worker began
 * @param output the last progress while it runs, the result afterwards
 * @param chunks what a generator has yielded and nobody has read yet
 */
public record JobState(JobStatus status, int attempt, int retries, Instant waitingSince, @Nullable String worker,
        @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable JsonNode output, @Nullable String error,
        List<JsonNode> chunks) {
    public JobState {
        chunks = List.copyOf(chunks);
        // What was written down as nothing is read as a node that says so.
        output = output == null || output.isNull() || output.isMissingNode() ? null : output;
    }

    static JobState queued(Instant now) {
        return new JobState(JobStatus.IN_QUEUE, 0, 0, now, null, null, null, null, null, List.of());
    }

    JobState started(String byWorker, Instant now) {
        return new JobState(JobStatus.IN_PROGRESS, attempt + 1, retries, waitingSince, byWorker, now, null, null, null,
                List.of());
    }

    JobState redispatched(Instant now) {
        return new JobState(JobStatus.IN_QUEUE, attempt, retries + 1, now, null, null, null, null, null, List.of());
    }

    /** By hand, after a failure: as new, but its attempts are still told apart. */
    JobState again(Instant now) {
        return new JobState(JobStatus.IN_QUEUE, attempt, 0, now, null, null, null, null, null, List.of());
    }

    JobState showing(@Nullable JsonNode progress) {
        return new JobState(status, attempt, retries, waitingSince, worker, startedAt, endedAt, progress, error,
                chunks);
    }

    JobState yielding(JsonNode chunk) {
        var more = new ArrayList<>(chunks);
        more.add(chunk);
        return withChunks(more);
    }

    JobState drained() {
        return withChunks(List.of());
    }

    private JobState withChunks(List<JsonNode> left) {
        return new JobState(status, attempt, retries, waitingSince, worker, startedAt, endedAt, output, error, left);
    }

    JobState ended(JobStatus as, @Nullable JsonNode result, @Nullable String reason, Instant now) {
        return new JobState(as, attempt, retries, waitingSince, worker, startedAt, now, result, reason, chunks);
    }

    /** What a progress report does that arrives after the end. */
    JobState reopened(JsonNode progress) {
        return new JobState(JobStatus.IN_PROGRESS, attempt, retries, waitingSince, worker, startedAt, endedAt,
                progress, null, chunks);
    }

    /** Of the last attempt. */
    @Nullable
    Duration delay() {
        return startedAt == null ? null : Duration.between(waitingSince, startedAt);
    }

    @Nullable
    Duration execution() {
        return startedAt == null || endedAt == null ? null : Duration.between(startedAt, endedAt);
    }
}
