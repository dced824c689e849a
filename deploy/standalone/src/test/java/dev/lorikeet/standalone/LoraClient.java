package dev.lorikeet.standalone;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.lorikeet.standalone.metrics.Scrape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A front end without a face: what a browser would do, over the same addresses. */
final class LoraClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Longer than any answer may take. */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HttpClient PROBING = HttpClient.newHttpClient();
    private static final Pattern LORA_ID = Pattern.compile("(?<=\"id\":\")[\\w-]+");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String generation;
    private final String worker;
    private final String workspace;
    private final String token;
    private final Map<String, String> always;

    LoraClient(int port) {
        this(port, "demo");
    }

    LoraClient(int port, String workspace) {
        this.base = "http://127.0.0.1:" + port;
        this.generation = "http://127.0.0.1:" + (port + 1);
        this.worker = "http://127.0.0.1:" + (port + 2);
        this.workspace = workspace;
        this.always = Map.of();
        var member = JSON.writeValueAsString(Map.of("workspaces", Map.of(workspace, "owner")));
        this.token = json(send("POST", "/dev/token", member)).required("token").asString();
    }

    private LoraClient(LoraClient other, Map<String, String> always) {
        this.base = other.base;
        this.generation = other.generation;
        this.worker = other.worker;
        this.workspace = other.workspace;
        this.token = other.token;
        this.always = always;
    }

    /** The only one of this person. */
    String workspace() {
        return workspace;
    }

    /** The same person, whose requests say which trace they belong to. */
    LoraClient traced(String traceparent) {
        return new LoraClient(this, Map.of("traceparent", traceparent));
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Answer(int status, HttpHeaders headers, byte[] body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Asks for a ticket; the answer as it is. */
    JsonNode ticket(String fileName, long size) {
        var answer = send("POST", "/api/lora/upload",
                JSON.writeValueAsString(Map.of("fileName", fileName, "fileSize", size)));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    /** The whole of an upload; its id. */
    String upload(String fileName, byte[] bytes) {
        var ticket = ticket(fileName, bytes.length);
        assertThat(put(ticket.required("upload").required("parts").required(0), bytes).status()).isEqualTo(200);
        return complete(ticket);
    }

    String complete(JsonNode ticket) {
        var id = ticket.required("lora").required("id").asString();
        assertThat(send("POST", "/api/lora/" + id + "/upload/complete", "{}").status()).isEqualTo(202);
        return id;
    }

    Answer put(JsonNode part, byte[] bytes) {
        var request = HttpRequest.newBuilder(URI.create(part.required("url").asString()))
                .timeout(LONGEST)
                .PUT(BodyPublishers.ofByteArray(bytes));
        part.required("headers")
                .properties()
                .forEach(header -> request.header(header.getKey(),
                        header.getValue().asString()));
        return sent(request.build());
    }

    byte[] download(String id) {
        var url = json(send("GET", "/api/lora/" + id + "/download", null)).required("url").asString();
        return sent(HttpRequest.newBuilder(URI.create(url)).build()).body();
    }

    JsonNode lora(String id) {
        return json(send("GET", "/api/lora/" + id, null)).required("lora");
    }

    String status(String id) {
        var answer = send("GET", "/api/lora/" + id, null);
        return answer.status() == 404 ? "gone" : answer.json().required("lora").required("status").asString();
    }

    List<String> listed() {
        return json(send("GET", "/api/lora", null)).required("loras")
                .valueStream()
                .map(lora -> lora.required("id").asString())
                .toList();
    }

    /** Page by page, as far as there are any. */
    Set<String> everythingListed() {
        var found = new HashSet<String>();
        var next = "";
        do {
            var page = json(send("GET", "/api/lora?limit=200" + (next.isEmpty() ? "" : "&cursor=" + next), null));
            page.required("loras").forEach(lora -> found.add(lora.required("id").asString()));
            next = page.path("nextCursor").asString("");
        } while (!next.isEmpty());
        return found;
    }

    JsonNode usage() {
        return json(send("GET", "/api/workspaces/demo", null)).required("workspace").required("usage");
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(base, method, path, body, Map.of());
    }

    /** A request that may be repeated with its key. */
    Answer sendOnce(String key, String path, String body) {
        return send(base, "POST", path, body, Map.of("Idempotency-Key", key));
    }

    /** To generation-service. */
    Answer generation(String method, String path, @Nullable String body) {
        return send(generation, method, path, body, Map.of());
    }

    /** The same for an order. */
    Answer orderOnce(String key, String body) {
        return send(generation, "POST", "/api/generate", body, Map.of("Idempotency-Key", key));
    }

    /** To storage-worker, which knows nobody. */
    Answer sweep() {
        return send(worker, "POST", "/actuator/sweep", "{}", Map.of());
    }

    /** The ids of LoRAs that this instance of lora-api tells of, as long as it is there. */
    Queue<String> watch(int instance) {
        var heard = new ConcurrentLinkedQueue<String>();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance + "/api/lora/events"))
                .header("Authorization", "Bearer " + token)
                .build();
        var opened = http.sendAsync(request, BodyHandlers.ofLines()).join();
        assertThat(opened.statusCode()).isEqualTo(200);
        Thread.ofVirtual().start(() -> {
            try (var lines = opened.body()) {
                lines.map(LORA_ID::matcher).filter(Matcher::find).map(Matcher::group).forEach(heard::add);
            } catch (UncheckedIOException gone) {
                // It was stopped, or we were.
            }
        });
        return heard;
    }

    /** What a service says to Prometheus, all three of them by their names. */
    Map<String, Scrape> scrapes() {
        return Map.of("lora-api", scrape(base), "generation-service", scrape(generation), "storage-worker",
                scrape(worker));
    }

    private Scrape scrape(String service) {
        var answer = send(service, "GET", "/actuator/prometheus", null, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return Scrape.of(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Whatever lies at an address that needs no token. */
    Answer fetch(String url) {
        return sent(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private Answer send(String service, String method, String path, @Nullable String body,
            Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(LONGEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!path.startsWith("/dev/")) {
            request.header("Authorization", "Bearer " + token);
        }
        always.forEach(request::header);
        headers.forEach(request::header);
        return sent(request.build());
    }

    private Answer sent(HttpRequest request) {
        HttpResponse<byte[]> response = http.sendAsync(request, BodyHandlers.ofByteArray()).join();
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** Whether a service takes requests. */
    static int status(int service) {
        return PROBING
                .sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service
                        + "/actuator/health/readiness")).build(), BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
