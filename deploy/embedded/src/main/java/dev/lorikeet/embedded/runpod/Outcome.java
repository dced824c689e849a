package dev.lorikeet.embedded.runpod;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a handler ends. */
public sealed interface Outcome {
    /** What it returned; RunPod's SDK makes a failure of it when it has {@code error}, and nothing of nothing. */
    record Returned(JsonNode output) implements Outcome {}

    /** A generator: what it yields one by one, which is its output in the end too. */
    record Yielded(List<JsonNode> chunks) implements Outcome {}

    /** The exception it threw. */
    record Raised(String type, String message) implements Outcome {}

    static Outcome error(String text) {
        return new Returned(JsonMapper.shared().createObjectNode().put("error", text));
    }

    /** The SDK's own wording: JSON as text. */
    static String describe(Raised raised, String worker) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("error_type", "<class '" + raised.type() + "'>")
                .put("error_message", raised.message())
                .put("error_traceback",
                        "Traceback (most recent call last):\n  File \"/handler.py\", line 1, in handler\n"
                                + raised.type() + ": " + raised.message() + "\n")
                .put("hostname", worker + "-64411c0e")
                .put("worker_id", worker)
                .put("runpod_version", "1.7.13")
                .toString();
    }
}
