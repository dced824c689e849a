package dev.lorikeet.embedded.runpod;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs as RunPod shows them: what is not there is left out. */
final class JobJson {
    private JobJson() {}

    static ObjectNode whole(Job job) {
        var state = job.state();
        var json = Artefact.object();
        put(json, "delayTime", state.delay());
        put(json, "error", state.error());
        put(json, "executionTime", state.execution());
        json.put("id", job.id());
        if (state.output() != null) {
            json.set("output", state.output());
        }
        if (state.retries() > 0) {
            json.put("retries", state.retries());
        }
        json.put("status", shown(job));
        put(json, "workerId", state.worker());
        return json;
    }

    static ObjectNode brief(Job job) {
        return Artefact.object().put("id", job.id()).put("status", shown(job));
    }

    /** The body of a callback: the whole job, and what was submitted. */
    static ObjectNode callback(Job job, String url) {
        var json = whole(job);
        json.set("input", job.order().input());
        return json.put("webhook", url);
    }

    static ObjectNode stream(Job job) {
        var chunks = Artefact.array();
        for (JsonNode chunk : job.state().chunks()) {
            chunks.add(Artefact.object().set("output", chunk));
        }
        return Artefact.object().put("status", shown(job)).set("stream", chunks);
    }

    private static String shown(Job job) {
        var status = job.state().status();
        if (status == JobStatus.IN_PROGRESS && job.order().has(JobFault.SHOWN_AS_RUNNING)) {
            return "RUNNING";
        }
        return status == JobStatus.IN_PROGRESS && job.order().has(JobFault.SHOWN_AS_PAUSED) ? "PAUSED" : status.name();
    }

    private static void put(ObjectNode json, String field, @Nullable Duration time) {
        if (time != null) {
            json.put(field, time.toMillis());
        }
    }

    private static void put(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }
}
