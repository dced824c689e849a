package dev.lorikeet.generation.job;

/** Why an attempt ended without a video. Stable: people and programs find it in jobs, events and the handbook. */
public enum FailureCode {
    /** RunPod did not accept our key for as long as the job could wait. */
    AUTH(Again.NEVER),
    PAYLOAD_TOO_LARGE(Again.NEVER),
    /** RunPod refused the request. */
    REJECTED(Again.NEVER),
    ENDPOINT_NOT_FOUND(Again.NEVER),
    /** It was submitted, and then nobody knew it any more. */
    LOST(Again.ONCE),
    /** It ran longer than it may. */
    TIMEOUT(Again.NEVER),
    /** The worker vanished while it had the job. */
    WORKER_LOST(Again.ONCE),
    WORKER_BROKEN(Again.ONCE),
    CANCELLED_REMOTELY(Again.NEVER),
    OUT_OF_MEMORY(Again.DIFFERENTLY),
    /** A LoRA did not get to the worker, was not found there, could not be loaded or was not what we had sent. */
    LORA_MISSING(Again.DIFFERENTLY),
    WORKFLOW_REJECTED(Again.NEVER),
    OUTPUT_MISSING(Again.NEVER),
    OUTPUT_INVALID(Again.NEVER),
    NO_VIDEO(Again.NEVER),
    WORKER_ERROR(Again.NEVER),
    /** Nobody took it in time. */
    NO_CAPACITY(Again.NEVER),
    /** A LoRA was deleted or changed before a worker had the job. */
    LORA_GONE(Again.NEVER),
    /** The model is not configured any more, or takes something else now. */
    MODEL_CHANGED(Again.NEVER);

    /** What may be done about it without asking. */
    public enum Again {
        NEVER,
        /** Somewhere else it may go well, and it costs one more attempt. */
        ONCE,
        /** Only if the person allowed to change what the LoRAs do. */
        DIFFERENTLY
    }

    private final Again again;

    FailureCode(Again again) {
        this.again = again;
    }

    public Again again() {
        return again;
    }
}
