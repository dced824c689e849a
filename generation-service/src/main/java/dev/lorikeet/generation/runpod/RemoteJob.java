package dev.lorikeet.generation.runpod;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A job as RunPod tells it. Progress and result share one field there, so an output is only a result in a status that
 * ends the job.
 *
 * @param error what the worker or the platform says went wrong
 * @param delayMillis in the queue, before the last worker took it
 * @param retries how often RunPod gave it to another worker
 */
public record RemoteJob(String id, Status status, Output output, @Nullable String error, @Nullable Long delayMillis,
        @Nullable Long executionMillis, @Nullable String worker, int retries) {

    /** Those that RunPod documents; it has used other words for a job that is under way. */
    public enum Status {
        IN_QUEUE,
        IN_PROGRESS,
        COMPLETED,
        FAILED,
        CANCELLED,
        TIMED_OUT,
        /** A word we do not know: nothing that ends a job. */
        UNKNOWN;

        static Status of(@Nullable String word) {
            if (word == null) {
                return UNKNOWN;
            }
            return switch (word.toUpperCase(Locale.ROOT)) {
                case "IN_QUEUE" -> IN_QUEUE;
                case "IN_PROGRESS", "RUNNING" -> IN_PROGRESS;
                case "COMPLETED" -> COMPLETED;
                case "FAILED" -> FAILED;
                case "CANCELLED" -> CANCELLED;
                case "TIMED_OUT" -> TIMED_OUT;
                default -> UNKNOWN;
            };
        }

        public boolean isFinal() {
            return switch (this) {
                case COMPLETED, FAILED, CANCELLED, TIMED_OUT -> true;
                case IN_QUEUE, IN_PROGRESS, UNKNOWN -> false;
            };
        }
    }
}
