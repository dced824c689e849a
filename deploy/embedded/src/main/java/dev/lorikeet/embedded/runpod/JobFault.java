package dev.lorikeet.embedded.runpod;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can go wrong with one job. By its {@link #label()} it can be named in a prompt: {@code [[no-output]]}. */
public enum JobFault {
    /** The handler throws; {@code error} is JSON text. */
    HANDLER_ERROR(true),
    /** The handler returns {@code {"error": "…"}}. */
    PLAIN_ERROR(true),
    OUT_OF_MEMORY(true),
    /** The worker says that it cannot find or load a LoRA, in its own words. */
    LORA_MISSING(true),
    /** ComfyUI has died on the worker, whose handler lives on. */
    WORKER_BROKEN(true),
    /** COMPLETED without {@code output}. */
    NO_OUTPUT(true),
    /** The result is larger than RunPod takes, and gets lost: COMPLETED without {@code output}. */
    OVERSIZED_OUTPUT(true),
    /** The result is no video. */
    INVALID_OUTPUT(true),
    /** COMPLETED, and the output says that it failed. */
    ERROR_IN_OUTPUT(true),
    /** The result is one level down, as workers give it that ask to be refreshed. */
    NESTED_OUTPUT(true),
    /** Ten times slower. */
    SLOW(false),
    /** The worker vanishes with it once; the platform dispatches it again. */
    WORKER_DIES(false),
    /** The worker vanishes with it each time: {@code job timed out after 1 retries}. */
    WORKER_DIES_TWICE(false),
    /** Accepted, then lost: 404 for ever. */
    LOST(false),
    /** No capacity: stays IN_QUEUE. */
    NEVER_STARTS(false),
    /** Nobody takes it in time: TIMED_OUT. */
    NEVER_PICKED_UP(false),
    /** Runs longer than it may: FAILED with {@code executionTimeout exceeded}. */
    EXCEEDS_TIMEOUT(false),
    /** Somebody else cancels it while it runs. */
    CANCELLED_REMOTELY(false),
    /** The work is done, and then done again. */
    RUNS_TWICE(false),
    /** 404 for some time after it was submitted. */
    HIDDEN_AT_FIRST(false),
    /** After COMPLETED it is shown IN_PROGRESS again for half a minute. */
    LATE_PROGRESS(false),
    WEBHOOK_DROPPED(false),
    WEBHOOK_TWICE(false),
    /** The webhook comes before the answer to the submission. */
    WEBHOOK_FIRST(false),
    /** The webhook comes after the job's record has gone. */
    WEBHOOK_LATE(false),
    /** Shown as RUNNING while it is IN_PROGRESS. */
    SHOWN_AS_RUNNING(false),
    /** Shown with a status nobody has heard of while it is IN_PROGRESS. */
    SHOWN_AS_PAUSED(false);

    private final boolean decidesTheWork;

    JobFault(boolean decidesTheWork) {
        this.decidesTheWork = decidesTheWork;
    }

    /** Whether the work ends by it, so that nobody has to do it. */
    boolean decidesTheWork() {
        return decidesTheWork;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String marker() {
        return "[[" + label() + "]]";
    }

    public static Optional<JobFault> labelled(String label) {
        return Stream.of(values()).filter(fault -> fault.label().equals(label)).findFirst();
    }
}
