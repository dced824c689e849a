package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as it was submitted; nothing of it changes.
 *
 * @param ordinal its number at the endpoint, from 1
 * @param sync submitted with {@code /runsync}, whose results are kept for a shorter time
 */
public record JobOrder(String id, String endpoint, long ordinal, boolean sync, JsonNode input,
        @Nullable String webhook, Duration executionTimeout, Duration ttl, Instant submitted, Set<JobFault> faults) {
    public JobOrder {
        faults = Set.copyOf(faults);
    }

    boolean has(JobFault fault) {
        return faults.contains(fault);
    }

    /** The worker's SDK refuses such a job, and the platform then waits for a result that never comes. */
    boolean isEmpty() {
        return !input.isObject() || input.isEmpty();
    }
}
