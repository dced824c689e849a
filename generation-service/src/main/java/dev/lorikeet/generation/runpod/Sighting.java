package dev.lorikeet.generation.runpod;

import java.time.Duration;

import dev.lorikeet.generation.job.Failure;

/** What came of asking RunPod about a job. */
public sealed interface Sighting {

    record Found(RemoteJob job) implements Sighting {}

    /** RunPod knows no such job: not yet, not any more, or not there. */
    record NotFound() implements Sighting {}

    record Later(String reason, Duration retryAfter) implements Sighting {}

    /** Asking again will not help. */
    record Refused(Failure failure) implements Sighting {}
}
