package dev.lorikeet.generation.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What RunPod last said of a job that is under way.
 *
 * @param phase what a person may be told about it
 * @param percent of the whole, never less than before
 * @param stage the worker's own word, if it has one
 * @param delayMillis how long it waited for a worker
 */
public record RemoteProgress(Phase phase, int percent, @Nullable String stage, @Nullable String worker,
        @Nullable Long delayMillis) {
    private static final int TOLD_EVERY = 10;
    /** Nothing heard yet. */
    public static final RemoteProgress NONE = new RemoteProgress(Phase.WAITING_FOR_WORKER, 0, null, null, null);

    /** In the order they come; a worker that starts anew goes back. */
    public enum Phase {
        @JsonProperty("waiting-for-worker")
        WAITING_FOR_WORKER,

        @JsonProperty("fetching-loras")
        FETCHING_LORAS,

        @JsonProperty("rendering")
        RENDERING,

        @JsonProperty("encoding")
        ENCODING
    }

    /** Worth an event: they must stay few, because they wait beside the state while Kafka is away. */
    boolean tellsMoreThan(RemoteProgress before) {
        return phase != before.phase || percent / TOLD_EVERY != before.percent / TOLD_EVERY;
    }
}
