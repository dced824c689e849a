package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a submission, read. */
record Submission(JsonNode input, @Nullable String webhook, Duration executionTimeout, Duration ttl) {
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST_RUN = Duration.ofSeconds(5);
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(10);

    /** Either the submission or why it is refused. */
    sealed interface Read {}

    record Good(Submission submission) implements Read {}

    record Bad(RunPodResponse answer) implements Read {}

    static Read read(byte[] body, boolean sync, EndpointSettings settings) {
        long limit = sync ? 20 : 10;
        if (body.length > limit * MEBIBYTE) {
            return new Bad(RunPodResponse.text(400, "text/plain; charset=utf-8",
                    "request exceeded max body size of " + limit + "MiB"));
        }
        try {
            return read(JsonMapper.shared().readTree(body), settings);
        } catch (JacksonException notJson) {
            return bad("the body is not JSON");
        }
    }

    private static Read read(JsonNode json, EndpointSettings settings) {
        if (!json.isObject()) {
            return bad("the body is not a JSON object");
        }
        var policy = json.path("policy");
        var bounds = settings.manners().bounds();
        var run = millis(policy.path("executionTimeout"), settings.times().executionTimeout());
        var life = millis(policy.path("ttl"), settings.times().ttl());
        if (bounds == Manners.Bounds.REFUSE && (outside(run, SHORTEST_RUN) || outside(life, SHORTEST_TTL))) {
            return bad("policy.executionTimeout must be 5 s to 7 d and policy.ttl 10 s to 7 d, in milliseconds");
        }
        boolean clamps = bounds == Manners.Bounds.CLAMP;
        return new Good(new Submission(json.path("input"), json.path("webhook").stringValueOpt().orElse(null),
                clamps ? clamped(run, SHORTEST_RUN) : run, clamps ? clamped(life, SHORTEST_TTL) : life));
    }

    private static Duration millis(JsonNode value, Duration otherwise) {
        return Optional.of(value)
                .filter(JsonNode::isNumber)
                .map(number -> Duration.ofMillis(number.asLong(0)))
                .orElse(otherwise);
    }

    private static boolean outside(Duration time, Duration shortest) {
        return time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0;
    }

    private static Duration clamped(Duration time, Duration shortest) {
        if (time.compareTo(shortest) < 0) {
            return shortest;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    private static Bad bad(String detail) {
        return new Bad(RunPodResponse.problem(400, "Bad Request", detail));
    }
}
