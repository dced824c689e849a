package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Queued;

/** What the history filters and sorts by, and what the dispatcher finds waiting jobs by. */
public final class ListFields {
    /** Where all of them are in a document. */
    public static final String LIST = "list";
    public static final String WORKSPACE = "workspace";
    public static final String STATUS = "status";
    public static final String REQUESTED_AT = "requestedAt";
    public static final String LORAS = "loras";
    /** The endpoint that a job waits for; only waiting jobs have it. */
    public static final String QUEUE = "queue";
    public static final String READY_AT = "readyAt";
    /** Whether it has not come to its end. */
    public static final String OPEN = "open";

    /** The status of what came to a good end. */
    public static final String SUCCEEDED = "succeeded";

    private ListFields() {}

    static Map<String, Object> of(Generation generation) {
        return generation instanceof Known known ? of(known) : Map.of();
    }

    private static Map<String, Object> of(Known known) {
        var job = known.job();
        var fields = new HashMap<String, Object>();
        fields.put(WORKSPACE, job.workspace().value());
        fields.put(STATUS, status(known));
        fields.put(REQUESTED_AT, Date.from(job.requestedAt()));
        fields.put(LORAS, job.asked().loras().stream().map(chosen -> chosen.lora().value()).distinct().toList());
        if (known instanceof Generation.Open) {
            fields.put(OPEN, job.workspace().value());
        }
        if (known instanceof Queued(var _, Instant readyAt, var _, var _, var _)) {
            fields.put(QUEUE, job.endpoint());
            fields.put(READY_AT, Date.from(readyAt));
        }
        return fields;
    }

    /** As people and lists know it. */
    public static String status(Known known) {
        return switch (known) {
            case Queued _ -> "queued";
            case Generation.Submitting _ -> "submitting";
            case Generation.Running _ -> "running";
            case Generation.Cancelling _ -> "cancelling";
            case Generation.Succeeded _ -> SUCCEEDED;
            case Generation.Failed _ -> "failed";
            case Generation.Cancelled _ -> "cancelled";
        };
    }
}
