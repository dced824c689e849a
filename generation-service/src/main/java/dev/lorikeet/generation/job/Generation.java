package dev.lorikeet.generation.job;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Everything that a requested video can be. Each state holds what exists in it, and nothing else. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Generation.None.class, name = "none"),
        @JsonSubTypes.Type(value = Generation.Queued.class, name = "queued"),
        @JsonSubTypes.Type(value = Generation.Submitting.class, name = "submitting"),
        @JsonSubTypes.Type(value = Generation.Running.class, name = "running"),
        @JsonSubTypes.Type(value = Generation.Cancelling.class, name = "cancelling"),
        @JsonSubTypes.Type(value = Generation.Succeeded.class, name = "succeeded"),
        @JsonSubTypes.Type(value = Generation.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Generation.Cancelled.class, name = "cancelled")})
public sealed interface Generation {

    record None() implements Generation {}

    /** One that somebody asked for. */
    sealed interface Known extends Generation {
        Job job();
    }

    /** Whatever may still cost a GPU second. */
    sealed interface Open extends Known {}

    /** Ended for good. */
    sealed interface Ended extends Known {
        Instant finishedAt();

        /** The same, with more in its record. */
        default Ended with(Job job) {
            return switch (this) {
                case Succeeded(var _, var attempt, var remote, var video, var timings, var at) ->
                    new Succeeded(job, attempt, remote, video, timings, at);
                case Failed(var _, var attempt, var failure, var at) -> new Failed(job, attempt, failure, at);
                case Cancelled(var _, var attempt, var at) -> new Cancelled(job, attempt, at);
            };
        }
    }

    /**
     * No worker has it.
     *
     * @param readyAt not to be dispatched before
     * @param giveUpAt failed if nobody has taken it by then
     * @param holdup why it is not dispatched, if not for want of a free worker
     * @param blame what it fails with if that lasts; absent means that nobody took it in time
     */
    record Queued(Job job, Instant readyAt, Instant giveUpAt, @Nullable String holdup, @Nullable FailureCode blame)
            implements
            Open {
        public Queued(Job job, Instant readyAt, Instant giveUpAt, @Nullable String holdup) {
            this(job, readyAt, giveUpAt, holdup, null);
        }
    }

    /**
     * RunPod is being asked, or was asked and the answer was lost.
     *
     * @param giveUpAt as before, should it turn out that RunPod was not asked
     */
    record Submitting(Job job, Attempt attempt, Instant giveUpAt) implements Open {}

    /**
     * RunPod has it.
     *
     * @param lookAt when to ask how it is
     * @param heardAt when RunPod last knew it
     */
    record Running(Job job, Attempt attempt, String remoteJob, RemoteProgress progress, Instant lookAt,
            Instant heardAt) implements Open {}

    /**
     * The person wants it no more, and RunPod may not know yet.
     *
     * @param remoteJob absent as long as we do not know what RunPod calls it
     */
    record Cancelling(Job job, Attempt attempt, @Nullable String remoteJob, Instant lookAt, Instant heardAt)
            implements
            Open {}

    record Succeeded(Job job, Attempt attempt, String remoteJob, Video video, Timings timings, Instant finishedAt)
            implements
            Ended {}

    record Failed(Job job, int attempt, Failure failure, Instant finishedAt) implements Ended {}

    record Cancelled(Job job, int attempt, Instant finishedAt) implements Ended {}
}
