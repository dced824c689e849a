package dev.lorikeet.generation.runpod;

import java.time.Duration;

import dev.lorikeet.generation.job.Failure;

/** What came of asking RunPod for a job. */
public sealed interface Submitted {

    record Accepted(String job) implements Submitted {}

    /** It never will. */
    record Refused(Failure failure) implements Submitted {}

    /**
     * There is certainly no job: it was not asked, said that it takes no more for now, or does not know our key.
     *
     * @param why and what the job fails with if that lasts for too long
     */
    record NotTaken(Failure why, Duration retryAfter) implements Submitted {}

    /** There may be a job, and its name was lost. */
    record Ambiguous(String reason) implements Submitted {}
}
