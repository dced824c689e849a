package dev.lorikeet.embedded.runpod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one endpoint, which moves the clock as well. */
final class Caller {
    static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    static final String PLAIN = "{\"input\":{\"prompt\":\"rain\",\"seed\":42}}";
    private static final String KEY = "Bearer rpa_test";

    final RunPodCloud cloud;
    final String endpoint;

    Caller(EndpointSettings settings) {
        this(new RunPodCloud(START, 7), "wan", settings);
    }

    Caller(RunPodCloud cloud, String endpoint, EndpointSettings settings) {
        this.cloud = cloud;
        this.endpoint = endpoint;
        cloud.endpoint(endpoint, settings);
    }

    static Caller generic() {
        return new Caller(EndpointSettings.of(Personality.GENERIC_LORAS));
    }

    Faults faults() {
        return cloud.faults(endpoint);
    }

    RunPodResponse post(String body) {
        return cloud.run(endpoint, KEY, body.getBytes(StandardCharsets.UTF_8));
    }

    String submit() {
        return submit(PLAIN);
    }

    String submit(String body) {
        return post(body).json().required("id").asString();
    }

    String submitInput(String input) {
        return submit("{\"input\":" + input + "}");
    }

    RunPodResponse ask(String id) {
        return cloud.status(endpoint, KEY, id);
    }

    JsonNode job(String id) {
        return ask(id).json();
    }

    /** Its status, or the code when there is none. */
    String status(String id) {
        var answer = ask(id);
        return answer.status() == 200 ? answer.json().required("status").asString() : "" + answer.status();
    }

    JsonNode cancel(String id) {
        return cloud.cancel(endpoint, KEY, id).json();
    }

    RunPodResponse retry(String id) {
        return cloud.retry(endpoint, KEY, id);
    }

    JsonNode stream(String id) {
        return cloud.stream(endpoint, KEY, id).json();
    }

    JsonNode purge() {
        return cloud.purge(endpoint, KEY).json();
    }

    JsonNode health() {
        return cloud.health(endpoint, KEY).json();
    }

    long gauge(String group, String name) {
        return health().required(group).required(name).asLong();
    }

    RunPodResponse request(String method, String path) {
        return cloud.handle(new RunPodRequest(method, "/v2/" + endpoint + "/" + path, Map.of(), KEY,
                PLAIN.getBytes(StandardCharsets.UTF_8)));
    }

    Caller after(Duration time) {
        cloud.advance(time);
        return this;
    }

    Caller afterSeconds(long seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    static JsonNode parse(byte[] body) {
        return JsonMapper.shared().readTree(body);
    }
}
