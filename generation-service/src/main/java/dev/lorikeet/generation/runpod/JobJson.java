package dev.lorikeet.generation.runpod;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads RunPod's jobs, whatever else is in them: fields come and go there, and a number may be where a word was. */
public final class JobJson {
    /** A video in base64 is one string. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build()).build();
    private static final String OUTPUT = "output";

    private JobJson() {}

    /** Empty when this is not a job at all. */
    static Optional<RemoteJob> read(Reply reply) {
        try {
            return reply.file() == null ? Optional.ofNullable(small(reply.body())) : large(reply.file());
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static @Nullable RemoteJob small(byte[] body) {
        var tree = JSON.readTree(body);
        if (!tree.isObject()) {
            return null;
        }
        var output = tree.path(OUTPUT);
        var fields = new HashMap<String, JsonNode>();
        tree.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return job(fields, output.isMissingNode() || output.isNull() ? new Output.None() : new Output.Here(output));
    }

    /** Without the output, which stays where it is until somebody wants it. */
    private static Optional<RemoteJob> large(Path file) {
        var fields = new HashMap<String, JsonNode>();
        try (var parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                field(parser, fields);
            }
        }
        return Optional.ofNullable(job(fields, new Output.OnDisk(file))).map(JobJson::withoutUnusable);
    }

    /** Only a result is worth a file; progress is small or worth nothing. */
    private static RemoteJob withoutUnusable(RemoteJob job) {
        return job.status() == RemoteJob.Status.COMPLETED
                ? job
                : new RemoteJob(job.id(), job.status(), new Output.None(), job.error(), job.delayMillis(),
                        job.executionMillis(), job.worker(), job.retries());
    }

    private static void field(JsonParser parser, Map<String, JsonNode> fields) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (value.isStructStart() || OUTPUT.equals(name)) {
            parser.skipChildren();
        } else {
            fields.put(name, parser.readValueAsTree());
        }
    }

    private static @Nullable RemoteJob job(Map<String, JsonNode> fields, Output output) {
        var id = text(fields.get("id"));
        if (id == null) {
            return null;
        }
        return new RemoteJob(id, RemoteJob.Status.of(text(fields.get("status"))), output, error(fields.get("error")),
                number(fields.get("delayTime")), number(fields.get("executionTime")), text(fields.get("workerId")),
                Optional.ofNullable(number(fields.get("retries"))).map(Long::intValue).orElse(0));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.asString() : null;
    }

    private static @Nullable String error(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isString() ? node.asString() : node.toString();
    }

    private static @Nullable Long number(@Nullable JsonNode node) {
        return node != null && node.isNumber() ? (Long) node.asLong() : null;
    }

    /** The result itself, in memory. */
    public static JsonNode output(Output output) {
        return switch (output) {
            case Output.None() -> JSON.missingNode();
            case Output.Here(var value) -> value;
            case Output.OnDisk(var answer) -> JSON.readTree(answer.toFile()).path(OUTPUT);
        };
    }

    /** What an error of a worker says, which is itself JSON if it was an exception; never where in its code. */
    static String errorText(String error) {
        if (!error.startsWith("{")) {
            return error;
        }
        try {
            var tree = JSON.readTree(error);
            var message = text(tree.get("error_message"));
            return message == null ? error : message;
        } catch (JacksonException plainText) {
            return error;
        }
    }

    /** The kind of an exception, which may say more than its message. */
    static String errorType(String error) {
        try {
            return error.startsWith("{") ? JSON.readTree(error).path("error_type").asString("") : "";
        } catch (JacksonException plainText) {
            return "";
        }
    }

    static Optional<EndpointHealth> health(byte[] body) {
        try {
            var tree = JSON.readTree(body);
            var jobs = tree.path("jobs");
            var workers = tree.path("workers");
            return Optional.of(new EndpointHealth(jobs.path("inQueue").asInt(0), jobs.path("inProgress").asInt(0),
                    new EndpointHealth.Workers(workers.path("idle").asInt(0), workers.path("initializing").asInt(0),
                            workers.path("ready").asInt(0), workers.path("running").asInt(0),
                            workers.path("throttled").asInt(0), workers.path("unhealthy").asInt(0))));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
