package dev.lorikeet.generation.job;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of a job's log.
 *
 * @param attempt the number of the attempt that it is about, at RunPod or to deliver a notice; 0 for none
 * @param detail what somebody else said about it: a reason, a worker's stage, RunPod's name for the job
 */
public record LogEntry(Instant at, What what, int attempt, @Nullable String detail) {
    private static final int LONGEST = 500;

    public LogEntry {
        detail = detail == null || detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST) + "…";
    }

    /** Stable: pages and programs have their own words for them. */
    public enum What {
        @JsonProperty("ordered")
        ORDERED,

        /** It cannot be sent for now. */
        @JsonProperty("held")
        HELD,

        /** RunPod is asked. */
        @JsonProperty("asked")
        ASKED,

        /** RunPod could not be asked, or takes no more for now. */
        @JsonProperty("put-back")
        PUT_BACK,

        /** RunPod has it. */
        @JsonProperty("taken")
        TAKEN,

        @JsonProperty("fetching-loras")
        FETCHING_LORAS,

        @JsonProperty("rendering")
        RENDERING,

        @JsonProperty("encoding")
        ENCODING,

        /** A worker began anew. */
        @JsonProperty("waiting-for-worker")
        WAITING_FOR_WORKER,

        @JsonProperty("attempt-failed")
        ATTEMPT_FAILED,

        /** It is made otherwise than it was ordered, as the person had allowed. */
        @JsonProperty("adjusted")
        ADJUSTED,

        @JsonProperty("cancelling")
        CANCELLING,

        @JsonProperty("succeeded")
        SUCCEEDED,

        @JsonProperty("failed")
        FAILED,

        @JsonProperty("cancelled")
        CANCELLED,

        /** The notice of the end was taken. */
        @JsonProperty("callback-delivered")
        CALLBACK_DELIVERED,

        /** It was not, or nobody knows; it is sent once more. */
        @JsonProperty("callback-failed")
        CALLBACK_FAILED,

        @JsonProperty("callback-given-up")
        CALLBACK_GIVEN_UP,

        /** Somebody wants it to be sent once more. */
        @JsonProperty("callback-again")
        CALLBACK_AGAIN
    }
}
