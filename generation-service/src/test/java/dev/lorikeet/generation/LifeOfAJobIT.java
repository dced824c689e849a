package dev.lorikeet.generation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.notice.Receiver;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.EventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From the models to the video and what it was made from, as a client sees it; each exchange is held to the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifeOfAJobIT {
    private static final String RAIN = "the bytes of rain";

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningGenerationService service;
    private ApiClient editor;
    private LoraId rain;
    private LoraId snow;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data);
        var studio = new Studio(service, "film");
        editor = studio.as("editor");
        rain = studio.lora("rain", RAIN);
        snow = studio.lora("snow", "the bytes of snow");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void aVideoIsMadeWithThePairThatWasChosenAndTellsWhatItWasMadeFrom() {
        assertThat(editor.get("/api/models").json().required("models").valueStream())
                .anyMatch(model -> model.required("id").asString().equals("wan22"));
        var checked = editor.post("/api/generate/check", pair()).json();
        assertThat(checked.required("ok").asBoolean()).isTrue();
        assertThat(checked.required("loras")).hasSize(2);
        var ordered = ordered(pair());
        var id = ordered.required("id").asString();
        assertThat(ordered.at("/loras/0/s3Path").asString()).contains("/film-rain/");
        assertThat(listed("?lora=" + rain.value())).contains(id);
        assertThat(listed("?lora=film-none")).doesNotContain(id);
        try (var events = editor.listen("/api/generate/" + id + "/events")) {
            await().atMost(Studio.LIMIT).until(() -> statuses(events).contains("succeeded"));
            assertThat(statuses(events)).contains("running").endsWith("succeeded");
        }
        assertThat(listed("?status=succeeded")).contains(id);
        var video = editor.get("/api/generate/" + id).json().at("/job/video");
        var bytes = downloaded(video.required("url").asString());
        assertThat(new String(bytes, 4, 4, UTF_8)).isEqualTo("ftyp");
        assertThat(Sha256.of(bytes).value()).isEqualTo(video.required("sha256").asString());
        var manifest = editor.get("/api/generate/" + id + "/manifest").json().required("manifest");
        assertThat(manifest.at("/used/loras/0/sha256").asString())
                .isEqualTo(Sha256.of(RAIN.getBytes(UTF_8)).value());
        assertThat(manifest.at("/used/loras/0/weight").asDouble()).isEqualTo(0.8);
        assertThat(manifest.at("/used/parameters")).isEqualTo(ordered.required("parameters"));
        assertThat(manifest.at("/product/sha256")).isEqualTo(video.required("sha256"));
        assertThat(manifest.toString()).doesNotContain("X-Amz-");
        assertThat(log(id)).startsWith("ordered", "asked", "taken").contains("rendering").endsWith("succeeded");
        assertThat(editor.delete("/api/generate/" + id).status()).isEqualTo(409);
        var again = job(editor.post("/api/generate/" + id + "/retry", null));
        assertThat(again.required("retryOf").asString()).isEqualTo(id);
        assertThat(again.required("parameters")).isEqualTo(ordered.required("parameters"));
        assertThat(again.required("loras")).isEqualTo(ordered.required("loras"));
        assertThat(editor.post("/api/generate/" + again.required("id").asString() + "/retry", null).status())
                .isEqualTo(409);
    }

    @Test
    void aJobIsCancelledWhileAWorkerHasItAndNeverHasAManifest() {
        var id = ordered("{\"model\":\"wan22-5b\",\"parameters\":{\"prompt\":\"Fog\"}}").required("id").asString();
        await().atMost(Studio.LIMIT).until(() -> status(id).equals("running"));
        assertThat(editor.get("/api/generate/" + id + "/manifest").status()).isEqualTo(409);
        assertThat(job(editor.delete("/api/generate/" + id)).required("status").asString())
                .isIn("cancelling", "cancelled");
        await().atMost(Studio.LIMIT).until(() -> status(id).equals("cancelled"));
        assertThat(job(editor.delete("/api/generate/" + id)).required("status").asString()).isEqualTo("cancelled");
        assertThat(editor.get("/api/generate/" + id + "/manifest").status()).isEqualTo(409);
        assertThat(log(id)).contains("cancelling").endsWith("cancelled");
        assertThat(listed("?status=cancelled")).contains(id);
    }

    @Test
    void itsEndIsToldToWhoeverOrderedItAndOnceMoreByHand() throws IOException, GeneralSecurityException {
        var told = new CopyOnWriteArrayList<Map<String, String>>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var headers = exchange.getRequestHeaders();
            told.add(Map.of("body", body, "id", headers.getFirst("webhook-id"), "at",
                    headers.getFirst("webhook-timestamp"), "signature", headers.getFirst("webhook-signature")));
            exchange.sendResponseHeaders(told.size() == 1 ? 410 : 204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            var ordered = ordered(("{\"model\":\"wan22-5b\",\"parameters\":{\"prompt\":\"Hail\"},"
                    + "\"callbackUrl\":\"http://127.0.0.1:%d/hook?key=secret\"}")
                    .formatted(receiver.getAddress().getPort()));
            assertThat(ordered.toString()).doesNotContain("key=secret");
            var id = ordered.required("id").asString();
            assertThat(editor.post("/api/generate/" + id + "/callback", null).status()).isEqualTo(409);
            await().atMost(Studio.LIMIT).until(() -> callback(id).equals("failed"));
            assertThat(editor.post("/api/generate/" + id + "/callback", null).status()).isEqualTo(202);
            await().atMost(Studio.LIMIT).until(() -> callback(id).equals("delivered"));
            assertThat(log(id)).containsSubsequence("succeeded", "callback-given-up", "callback-again",
                    "callback-delivered");
        } finally {
            receiver.stop(0);
        }
        var secrets = editor.get("/api/generate/callback-secret").json().required("secrets");
        assertThat(told).hasSize(2).extracting(one -> one.get("id")).containsOnly(told.getFirst().get("id"));
        for (var one : told) {
            assertThat(Receiver.isGenuine(secrets.get(0).asString(), text(one, "id"), text(one, "at"),
                    text(one, "body"), text(one, "signature"), Instant.now())).isTrue();
            assertThat(one.get("body")).doesNotContain("X-Amz-").contains("\"type\":\"generation.succeeded\"");
        }
    }

    private static String text(Map<String, String> told, String name) {
        return Objects.requireNonNull(told.get(name));
    }

    private String callback(String id) {
        return job(editor.get("/api/generate/" + id)).at("/callback/status").asString();
    }

    @Test
    void everyPageOfTheHistoryGoesOnWhereTheOneBeforeEnded() {
        for (int i = 0; i < 3; i++) {
            var id = ordered("{\"model\":\"wan22-5b\",\"workspaceId\":\"film\",\"parameters\":{\"prompt\":\"Ice\"}}")
                    .required("id")
                    .asString();
            assertThat(editor.delete("/api/generate/" + id).status()).isEqualTo(200);
        }
        var all = listed("?limit=200");
        var page = editor.get("/api/generate?limit=2").json();
        assertThat(ids(page)).isEqualTo(all.subList(0, 2));
        var next = editor.get("/api/generate?limit=2&cursor=" + page.required("nextCursor").asString()).json();
        assertThat(ids(next)).startsWith(all.get(2));
    }

    private String pair() {
        return """
                {"model": "wan22",
                 "parameters": {"prompt": "Rain over a harbour", "lora_high": "%s", "lora_low": "%s"},
                 "weights": {"lora_high": 0.8}}
                """.formatted(rain.value(), snow.value());
    }

    private JsonNode ordered(String order) {
        var answer = editor.post("/api/generate", order);
        var job = job(answer);
        assertThat(answer.header("Location")).isEqualTo("/api/generate/" + job.required("id").asString());
        assertThat(answer.status()).isEqualTo(202);
        return job;
    }

    private static JsonNode job(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return answer.json().required("job");
    }

    private String status(String id) {
        return job(editor.get("/api/generate/" + id)).required("status").asString();
    }

    private List<String> listed(String query) {
        return ids(editor.get("/api/generate" + query).json());
    }

    private static List<String> ids(JsonNode page) {
        return page.required("jobs").valueStream().map(job -> job.required("id").asString()).toList();
    }

    private static List<String> statuses(EventStream events) {
        return events.received().stream().map(event -> event.data().at("/job/status").asString()).toList();
    }

    private List<String> log(String id) {
        return editor.get("/api/generate/" + id + "/log")
                .json()
                .required("log")
                .valueStream()
                .map(line -> line.required("what").asString())
                .toList();
    }

    private byte[] downloaded(String url) {
        var answer = http.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray()).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
