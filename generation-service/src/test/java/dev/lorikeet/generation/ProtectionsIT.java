package dev.lorikeet.generation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What all services share is switched on in this one too. How it behaves in detail, the tests of lora-api say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProtectionsIT {
    private static final String STUDIO = "https://studio.example.org";
    private static final String ORDER = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\"}}";
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningGenerationService service;
    private ApiClient anybody;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data, "--lorikeet.browser.origins=" + STUDIO);
        anybody = GenerationService.on(service.port());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void onlyGoodTokensOpenIt(Visitor visitor) {
        var client = visitor.token(service.tokens(), "film").map(anybody::as).orElse(anybody);
        assertThat(client.get("/api/no-such-thing").status()).isEqualTo(Visitor.Door.SIGNED_IN.answers(visitor, 404));
    }

    @Test
    void runPodNeedsNoneButOnlyToSayHowAJobGoes() {
        assertThat(anybody.send("POST", "/webhooks/runpod/none", "{}").status()).isNotIn(401, 403);
        assertThat(anybody.get("/webhooks/runpod/none").status()).isEqualTo(401);
        assertThat(anybody.send("POST", "/webhooks/other", "{}").status()).isEqualTo(401);
    }

    @Test
    void handsOutItsContractAndThePageThatShowsIt() {
        assertThat(anybody.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(anybody.get("/openapi.json").json().at("/info/title").asString()).contains("generation-service");
        Stream.of("html", "css", "js").forEach(type -> assertThat(status("/api-docs." + type, "")).isEqualTo(200));
    }

    @Test
    void operatorsAloneLookAfterIt() {
        assertThat(status("/actuator/health", "")).isEqualTo(200);
        assertThat(status("/actuator/metrics", service.tokens().member("film", "owner"))).isEqualTo(403);
        assertThat(status("/actuator/metrics", service.tokens().operator())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/no-such-thing", "/openapi.json", "/api/a%2Fb", "/api/a;b", "/webhooks/runpod/a"})
    void everyAnswerIsGuarded(String path) {
        var answer = anybody.get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/no-such-thing", "/api/a%2Fb"})
    void everyRefusalNamesTheTraceOfItsRequest(String path) {
        var refused = anybody.with("traceparent", "00-" + ID + "-00f067aa0ba902b7-01").get(path);
        assertThat(refused.json().required("traceId").asString()).isEqualTo(ID);
    }

    @Test
    void otherFrontEndsMayAskIfTheyAreListed() {
        var studio = anybody.with("Authorization", "Bearer " + service.tokens().member("film", "owner"));
        assertThat(answerTo(studio, STUDIO).header("Access-Control-Allow-Origin")).isEqualTo(STUDIO);
        assertThat(answerTo(studio, "https://evil.example").status()).isEqualTo(403);
    }

    private static Answer answerTo(ApiClient client, String origin) {
        return client.with("Origin", origin).get("/api/no-such-thing");
    }

    @Test
    void nobodyAsksFasterThanIsAllowed(@TempDir Path data) {
        try (var slow = RunningGenerationService.start(data, "--lorikeet.rate.requests=1",
                "--lorikeet.rate.period=1h")) {
            var client = GenerationService.on(slow.port()).as(slow.tokens().member("film", "owner"));
            assertThat(client.get("/api/no-such-thing").status()).isEqualTo(404);
            var limited = client.get("/api/no-such-thing");
            assertThat(limited.json().required("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
            assertThat(limited.header("Retry-After")).isEqualTo("3600");
        }
    }

    @Test
    void noWorkspaceFillsTheQueueThatOthersWaitIn(@TempDir Path data) {
        try (var small = RunningGenerationService.start(data, Studio.NO_WORK, "--lorikeet.dispatch.per-endpoint=1",
                "--lorikeet.orders.share-of-queue=1")) {
            var greedy = new Studio(small, "greedy").as("editor");
            var refused = Stream.generate(() -> greedy.post("/api/generate", ORDER))
                    .limit(10)
                    .filter(answer -> answer.status() != 202)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().required("code").asString()).isEqualTo("TOO_MANY_JOBS");
            assertThat(new Studio(small, "modest").as("editor").post("/api/generate", ORDER).status()).isEqualTo(202);
        }
    }

    @Test
    void doesNotStartForTwoIssuersAtOnce(@TempDir Path data) {
        assertThatThrownBy(() -> RunningGenerationService.start(data,
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/keys"))
                .hasStackTraceContaining("Remove one of them");
    }

    private int status(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), BodyHandlers.discarding()).join().statusCode();
    }
}
