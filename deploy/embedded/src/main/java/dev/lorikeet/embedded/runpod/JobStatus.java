package dev.lorikeet.embedded.runpod;

/** RunPod's own words, in its spelling. */
public enum JobStatus {
    IN_QUEUE,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    public boolean ended() {
        return this != IN_QUEUE && this != IN_PROGRESS;
    }
}
