package dev.lorikeet.embedded.runpod;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the stand-in says has the fields and types of what RunPod was seen to say. The same files are read by the test of
 * the client's parser, so that the two cannot drift together.
 */
final class GoldenShapesTest {
    /** Anybody's, not RunPod's. */
    private static final Set<String> OPAQUE = Set.of("input", "output");
    private static final String CALLED_BACK = "{\"input\":%s,\"webhook\":\"http://127.0.0.1:1/webhooks/runpod/token\"}";

    private final Caller caller = Caller.generic();

    @Test
    void aJobOnItsWay() {
        var id = caller.submit();
        assertLike("queued", caller.job(id));
        assertLike("running", caller.afterSeconds(1).job(id));
        assertLike("running-with-progress", caller.afterSeconds(2).job(id));
        assertLike("completed", caller.afterSeconds(9).job(id));
    }

    @Test
    void ajobThatWasDispatchedAgain() {
        caller.faults().nextJob(JobFault.WORKER_DIES);
        var id = caller.submit();
        assertLike("running-again", caller.afterSeconds(42).job(id));
    }

    @Test
    void submissionsCancellationsRetriesAndPurges() {
        assertLike("queued", caller.post(Caller.PLAIN).json());
        assertLike("cancelled", caller.cancel(caller.submit()));
        assertLike("retried", caller.retry(failed(JobFault.PLAIN_ERROR)).json());
        assertLike("purged", caller.purge());
    }

    @Test
    void failures() {
        assertLike("failed", caller.job(failed(JobFault.WORKER_DIES_TWICE)));
        assertLike("execution-timeout", caller.job(failed(JobFault.EXCEEDS_TIMEOUT)));
        assertLike("completed-without-output", caller.job(failed(JobFault.NO_OUTPUT)));
        var thrown = caller.job(failed(JobFault.HANDLER_ERROR));
        assertLike("failed-in-handler", thrown);
        assertThat(shape(text(thrown))).isEqualTo(shape(text(golden("failed-in-handler"))));
    }

    @Test
    void streams() {
        var generator = new Caller(EndpointSettings.of(Personality.GENERATOR));
        var id = generator.submitInput("{\"chunks\":[{\"step\":1}]}");
        assertLike("stream", generator.afterSeconds(3).stream(id));
    }

    @Test
    void healthAndErrors() {
        assertLike("health", caller.health());
        assertLike("not-found", caller.job("nobody-u1"));
        caller.faults().nextRequests(Operation.HEALTH, RequestFault.UNAUTHORIZED_PROBLEM, 1);
        assertLike("unauthorized", caller.health());
    }

    @Test
    void callbacks() {
        caller.submit(CALLED_BACK.formatted("{\"prompt\":\"rain\",\"seed\":42}"));
        assertLike("webhook-completed", callback(9));
        caller.submit(CALLED_BACK.formatted("{}"));
        assertLike("webhook-failed", callback(90));
    }

    private JsonNode callback(int seconds) {
        return Caller.parse(caller.afterSeconds(seconds).cloud.dueWebhooks().getLast().body());
    }

    private String failed(JobFault fault) {
        caller.faults().nextJob(fault);
        var id = caller.submit();
        caller.afterSeconds(700);
        return id;
    }

    private static JsonNode text(JsonNode job) {
        return JsonMapper.shared().readTree(job.required("error").asString());
    }

    private static void assertLike(String name, JsonNode actual) {
        assertThat(shape(actual)).as(name).isEqualTo(shape(golden(name)));
    }

    private static Object shape(JsonNode node) {
        if (!node.isObject()) {
            return node.getNodeType();
        }
        var shape = new TreeMap<String, Object>();
        node.properties()
                .forEach(field -> shape.put(field.getKey(),
                        OPAQUE.contains(field.getKey()) ? "anything" : shape(field.getValue())));
        return shape;
    }

    private static JsonNode golden(String name) {
        try (var in = Objects.requireNonNull(Caller.class.getResourceAsStream("golden/" + name + ".json"), name)) {
            return JsonMapper.shared().readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
