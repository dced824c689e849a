package dev.lorikeet.embedded.runpod;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer, and how it reaches the client.
 *
 * @param hold what the real one would wait for before it answers this
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RunPodResponse(int status, Map<String, String> headers, byte[] body, Delivery delivery,
        Optional<Hold> hold) {
    public RunPodResponse {
        headers = Map.copyOf(headers);
    }

    /** How an answer travels. */
    public enum Delivery {
        WHOLE,
        /** Its bytes dribble in, slower than clients wait. */
        SLOW,
        /** A valid answer whose JSON ends in the middle. */
        TRUNCATED,
        /** The connection breaks before a byte of it. */
        RESET,
        /** The webhook of the job comes first. */
        AFTER_WEBHOOK
    }

    /** The answer is the one of now; a server would ask again until the job has ended or it is this late. */
    public record Hold(String job, Instant until) {}

    static RunPodResponse json(int status, JsonNode body) {
        return new RunPodResponse(status, Map.of("content-type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8), Delivery.WHOLE, Optional.empty());
    }

    static RunPodResponse text(int status, String type, String body) {
        return new RunPodResponse(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8),
                Delivery.WHOLE, Optional.empty());
    }

    /** {@code status} is a number here, unlike in a job. */
    static RunPodResponse problem(int status, String title, String detail) {
        return json(status, JsonMapper.shared()
                .createObjectNode()
                .put("status", status)
                .put("title", title)
                .put("detail", detail));
    }

    RunPodResponse travelling(Delivery how) {
        return new RunPodResponse(status, headers, body, how, hold);
    }

    RunPodResponse heldUntil(Hold wait) {
        return new RunPodResponse(status, headers, body, delivery, Optional.of(wait));
    }

    /** For answers that are JSON, which those of a gateway are not. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
