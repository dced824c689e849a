package dev.lorikeet.embedded.runpod.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.embedded.runpod.Faults;
import dev.lorikeet.embedded.runpod.JobFault;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What should go wrong, as somebody posts it.
 *
 * @param nextJobs the faults of each of the next jobs, an empty list for a job without
 * @param jobs the faults of jobs by their number at the endpoint
 */
record FaultScript(@Nullable List<List<String>> nextJobs, @Nullable Map<Long, List<String>> jobs,
        @Nullable List<String> everyJob, @Nullable List<Requests> requests) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Either so many of them or for so long; of all operations when it names none. */
    record Requests(@Nullable String operation, String fault, @Nullable Integer times, @Nullable Integer seconds) {}

    static FaultScript read(JsonNode json) {
        return STRICT.treeToValue(json, FaultScript.class);
    }

    void applyTo(Faults faults) {
        if (nextJobs != null) {
            nextJobs.forEach(one -> faults.nextJob(known(one)));
        }
        if (jobs != null) {
            jobs.forEach((ordinal, labels) -> faults.job(ordinal, known(labels)));
        }
        if (everyJob != null) {
            faults.everyJob(known(everyJob));
        }
        if (requests != null) {
            requests.forEach(one -> apply(one, faults));
        }
    }

    private static void apply(Requests rule, Faults faults) {
        var fault = RequestFault.labelled(rule.fault()).orElseThrow(() -> unknown(rule.fault()));
        var operation = rule.operation();
        var asked = operation == null ? null : Operation.named(operation).orElseThrow(() -> unknown(operation));
        var seconds = rule.seconds();
        if (seconds != null) {
            faults.requestsFor(Duration.ofSeconds(seconds), asked, fault);
        } else {
            faults.nextRequests(asked, fault, rule.times() == null ? 1 : rule.times());
        }
    }

    private static JobFault[] known(List<String> labels) {
        return labels.stream()
                .map(label -> JobFault.labelled(label).orElseThrow(() -> unknown(label)))
                .distinct()
                .toArray(JobFault[]::new);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("There is no " + name + "; GET /stand-in lists all names.");
    }
}
