package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** A client over HTTP. */
final class HttpCaller implements AutoCloseable {
    private static final String AUTHORIZATION = "Bearer " + EmbeddedRunPod.API_KEY;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    HttpCaller(int port) {
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return sendAs(AUTHORIZATION, method, path, body);
    }

    HttpResponse<String> sendAs(String authorization, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(request(authorization, method, path, body).build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String authorization, String method, String path, String body) {
        return HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", authorization)
                .header("content-type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    String submit(String input) throws IOException, InterruptedException {
        return submitWith("\"input\":" + input);
    }

    String submitWith(String fields) throws IOException, InterruptedException {
        return parse(send("POST", "/v2/wan/run", "{" + fields + "}").body()).required("id").asString();
    }

    JsonNode job(String id) {
        try {
            return parse(send("GET", "/v2/wan/status/" + id, "").body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode awaited(String id, Predicate<JsonNode> condition) {
        return await().atMost(Duration.ofMinutes(1)).until(() -> job(id), condition);
    }

    JsonNode ended(String id) {
        return awaited(id, job -> !job.required("status").asString().startsWith("IN_"));
    }

    static JsonNode parse(String body) {
        return JsonMapper.shared().readTree(body);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
