package dev.lorikeet.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.KafkaRecords;
import dev.lorikeet.http.testing.LogCapture;
import dev.lorikeet.http.testing.SecretFiles;
import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nothing that opens a door is ever written where others read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecretsIT {
    private static final Map<String, Level> PLAIN = Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG);
    private static final String PREFIX = "/webhooks/runpod/";

    private final List<String> secrets = new ArrayList<>(List.of("secret-of-a-test", "X-Amz-Signature", "Bearer ey",
            "whsec_", "key-of-a-receiver", "a-master-secret-of-the-tests", EmbeddedRunPod.API_KEY));
    /** What RunPod calls us back with, in the order it comes. */
    private final List<String> callbacks = new CopyOnWriteArrayList<>();
    private List<String> ofTheStart = List.of();
    private HttpServer outside;
    private RunningGenerationService service;
    private Studio studio;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext(PREFIX, exchange -> {
            callbacks.add(exchange.getRequestURI().getPath().substring(PREFIX.length()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        outside.start();
        try (var logs = new LogCapture(PLAIN)) {
            service = RunningGenerationService.start(data,
                    "--lorikeet.runpod.webhook-base=http://127.0.0.1:" + outside.getAddress().getPort());
            ofTheStart = logs.lines();
        } catch (UncheckedIOException failure) {
            outside.stop(0);
            throw failure;
        }
        studio = new Studio(service, "film");
    }

    @AfterAll
    void stop() {
        service.close();
        outside.stop(0);
    }

    @Test
    void noLogAndNoEventHoldsATokenAKeyOrASignedUrl() {
        assertThat(ofTheStart).isNotEmpty();
        try (var logs = new LogCapture(PLAIN)) {
            everythingThatPeopleAndRunPodDo("plain");
            assertHidden(ofTheStart);
            assertHidden(logs.lines());
        }
        assertHidden(KafkaRecords.of(service.platform().kafka().bootstrapServers())
                .stream()
                .map(Object::toString)
                .toList());
    }

    @Test
    void secretsAreReadFromFilesOfTheirNames() {
        SecretFiles.assertRead((ConfigurableEnvironment) service.context().getEnvironment(), "spring.mongodb.uri",
                "lorikeet.s3.access-key", "lorikeet.s3.secret-key", "lorikeet.runpod.api-key",
                "lorikeet.notices.secrets");
    }

    /** Somebody looks for a fault and turns everything on. */
    @Test
    void notEvenTheWebServerAndTheClientsTellAtTheLevelOfDebug() {
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG,
                "software.amazon.awssdk", Level.DEBUG, "org.springframework", Level.DEBUG))) {
            everythingThatPeopleAndRunPodDo("debug");
            assertThat(logs.lines()).anyMatch(line -> line.startsWith("software.amazon.awssdk"))
                    .anyMatch(line -> line.contains("HTTP POST \"/webhooks/runpod/"));
            assertHidden(logs.lines());
        }
    }

    private void assertHidden(List<String> written) {
        for (var secret : secrets) {
            assertThat(written.stream().filter(line -> line.contains(secret)).limit(3).toList())
                    .as("lines with " + secret)
                    .isEmpty();
        }
    }

    private void everythingThatPeopleAndRunPodDo(String name) {
        var editor = signedIn(service.tokens().member("film", "editor"));
        var lora = studio.lora(name, "the bytes of " + name);
        try (var _ = editor.listen("/api/generate/events")) {
            var order = "{\"model\":\"wan22-5b\",\"parameters\":{\"prompt\":\"Rain\"}}";
            assertThat(editor.post("/api/generate/check", order).status()).isEqualTo(200);
            var made = id(editor.post("/api/generate", ("{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\","
                    + "\"lora_high\":\"%s\"}}").formatted(lora.value())));
            await().atMost(Studio.LIMIT).until(() -> job(editor, made).contains("\"status\":\"succeeded\""));
            Stream.of(editor.get("/api/generate/" + made).json().at("/job/video/url").asString())
                    .map(url -> url.replaceAll(".*X-Amz-Signature=([0-9a-f]+).*", "$1"))
                    .forEach(secrets::add);
            assertThat(editor.get("/api/generate/" + made + "/manifest").status()).isEqualTo(200);
            calledBack(made);
            assertThat(editor.get("/api/generate/callback-secret").body()).contains("whsec_");
            var unwanted = id(editor.post("/api/generate", order.replace("}}",
                    "},\"callbackUrl\":\"http://127.0.0.1:%d/hook?key=key-of-a-receiver\"}"
                            .formatted(outside.getAddress().getPort()))));
            assertThat(editor.delete("/api/generate/" + unwanted).status()).isEqualTo(200);
            await().atMost(Studio.LIMIT)
                    .until(() -> editor.get("/api/generate/" + unwanted + "/log").body().contains("callback-failed"));
            failures(editor);
        }
    }

    private void calledBack(String job) {
        await().atMost(Studio.LIMIT).until(() -> callbacks.stream().anyMatch(token -> token.startsWith(job)));
        var token = callbacks.stream().filter(one -> one.startsWith(job)).findFirst().orElseThrow();
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
        var runPod = GenerationService.on(service.port());
        assertThat(runPod.post(PREFIX + token, "{\"id\":\"another\"}").status()).isEqualTo(204);
        assertThat(runPod.post(PREFIX + token + "x", "{}").status()).isEqualTo(404);
    }

    private void failures(ApiClient editor) {
        var claims = Tokens.claims("kim", Map.of("film", "owner"));
        Stream.of(service.tokens().expired(claims), service.tokens().signedBySomebodyElse(claims),
                service.tokens().unsigned(claims))
                .forEach(token -> assertThat(signedIn(token).get("/api/generate").status()).isEqualTo(401));
        assertThat(editor.post("/api/generate", "{\"model\":[]}").status()).isEqualTo(400);
        assertThat(editor.get("/api/generate/none").status()).isEqualTo(404);
    }

    private ApiClient signedIn(String token) {
        secrets.add(token);
        Stream.of(token.split("\\.")).skip(1).filter(part -> part.length() > 10).forEach(secrets::add);
        return GenerationService.on(service.port()).as(token);
    }

    private static String id(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().at("/job/id").asString();
    }

    private static String job(ApiClient client, String id) {
        return client.get("/api/generate/" + id).body();
    }
}
