package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.KafkaRecords;
import dev.lorikeet.http.testing.LogCapture;
import dev.lorikeet.http.testing.MachineKeys;
import dev.lorikeet.http.testing.SecretFiles;
import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nothing that opens a door is ever written where others read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecretsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MULTIPART = 6 << 20;
    private static final Map<String, Level> PLAIN = Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> secrets = new ArrayList<>(List.of("secret-of-a-test", "X-Amz-Signature",
            "Bearer ey"));
    private List<String> ofTheStart = List.of();
    private RunningLoraApi api;
    private Room room;

    @BeforeAll
    void start(@TempDir Path data) {
        try (var logs = new LogCapture(PLAIN)) {
            api = RunningLoraApi.start(data, "--lorikeet.upload.single-put=1MB", "--lorikeet.upload.part-size=5MB");
            ofTheStart = logs.lines();
        }
        room = new Room(api, LoraApi.on(api.port()), http, "demo");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void noLogAndNoEventHoldsATokenAKeyOrASignedUrl() {
        assertThat(ofTheStart).isNotEmpty();
        try (var logs = new LogCapture(PLAIN)) {
            everythingThatPeopleDo();
            assertHidden(ofTheStart);
            assertHidden(logs.lines());
        }
        var records = await().atMost(LIMIT).until(() -> KafkaRecords.of(api.kafka()), all -> all.size() > 5);
        assertHidden(records.stream().map(Object::toString).toList());
    }

    @Test
    void secretsAreReadFromFilesOfTheirNames() {
        SecretFiles.assertRead((ConfigurableEnvironment) api.context().getEnvironment(), "spring.mongodb.uri",
                "lorikeet.s3.access-key", "lorikeet.s3.secret-key");
    }

    /** Somebody looks for a fault and turns everything on. */
    @Test
    void notEvenTheBucketsClientAndTheWebServerTellAtTheLevelOfDebug() {
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG,
                "software.amazon.awssdk", Level.DEBUG, "org.springframework", Level.DEBUG))) {
            everythingThatPeopleDo();
            assertThat(logs.lines()).anyMatch(line -> line.startsWith("software.amazon.awssdk"))
                    .anyMatch(line -> line.startsWith("org.springframework.security"));
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

    private void everythingThatPeopleDo() {
        var owner = signedIn(api.tokens().member("demo", "owner"));
        try (var _ = owner.listen("/api/lora/events")) {
            room.ready();
            multipart(owner);
            var form = owner.postFile("/api/lora/upload", "form.safetensors", new byte[Room.SIZE], Map.of());
            assertThat(form.status()).isEqualTo(201);
            var url = owner.get("/api/lora/" + room.ready() + "/download").json().required("url").asString();
            assertThat(status("GET", signed(url))).isEqualTo(200);
            assertThat(status("PUT", url)).isEqualTo(403);
            assertThat(owner.get("/api/lora?status=uploading,verifying,ready").status()).isEqualTo(200);
            failures(owner);
        }
    }

    private void multipart(ApiClient owner) {
        var ticket = owner.post("/api/lora/upload", "{\"fileName\":\"large.safetensors\",\"fileSize\":" + MULTIPART
                + "}").json();
        var upload = ticket.required("upload");
        assertThat(upload.required("strategy").asString()).isEqualTo("multipart");
        var tags = new ArrayList<String>();
        for (JsonNode part : upload.required("parts")) {
            signed(part.required("url").asString());
            var etag = room.put(part, new byte[part.required("size").asInt()]);
            tags.add("{\"number\":" + part.required("number") + ",\"etag\":\"" + etag.replace("\"", "\\\"") + "\"}");
        }
        var address = "/api/lora/" + Room.id(ticket) + "/upload";
        signed(owner.post(address + "/parts", "{\"numbers\":[1]}").json().at("/parts/0/url").asString());
        assertThat(owner.post(address + "/complete", "{\"parts\":" + tags + "}").status()).isEqualTo(202);
    }

    private void failures(ApiClient owner) {
        var claims = Tokens.claims("kim", Map.of("demo", "owner"));
        var tokens = api.tokens();
        Stream.of(tokens.expired(claims), tokens.forSomebodyElse(claims), tokens.notYetValid(claims),
                tokens.signedBySomebodyElse(claims), tokens.unsigned(claims), tokens.signedWithThePublicKey(claims),
                tokens.signed(Tokens.claims("kim", "none")), "eyJhbGciOiJSUzI1NiJ9.nonsense-of-a-token.x",
                MachineKeys.drawn("nobody"))
                .forEach(token -> assertThat(signedIn(token).get("/api/lora").status()).isEqualTo(401));
        assertThat(owner.post("/api/lora/upload", "{\"fileSize\":[]}").status()).isEqualTo(400);
        assertThat(owner.get("/api/lora/none").status()).isEqualTo(404);
    }

    private ApiClient signedIn(String token) {
        secrets.add(token);
        Stream.of(token.split("\\.")).skip(1).filter(part -> part.length() > 10).forEach(secrets::add);
        return LoraApi.on(api.port()).as(token);
    }

    private String signed(String url) {
        secrets.add(url);
        secrets.add(url.replaceAll(".*X-Amz-Signature=([0-9a-f]+).*", "$1"));
        return url;
    }

    private int status(String method, String url) {
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build();
        return http.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
    }
}
