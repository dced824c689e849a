package dev.lorikeet.lora;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import dev.lorikeet.http.testing.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** What nobody sends who means well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputIT {
    private static final int LARGEST_BODY = 4_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningLoraApi api;
    private ApiClient owner;
    private Room room;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data, "--lorikeet.body.json=" + LARGEST_BODY + "B");
        room = new Room(api, LoraApi.on(api.port()), http, "demo");
        owner = room.owner();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({"POST,/api/lora/upload", "PATCH,/api/lora/none", "POST,/api/lora/none/upload/parts",
            "POST,/api/lora/none/upload/complete", "POST,/dev/token"})
    void refusesABodyBeyondTheLimitWhetherOrNotItSaysHowLongItIs(String method, String path) {
        var body = "{\"name\":\"" + "a".repeat(LARGEST_BODY) + "\"}";
        var refused = owner.send(method, path, body);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().required("code").asString()).isEqualTo("PAYLOAD_TOO_LARGE");
        var chunked = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + api.tokens().member("demo", "owner"))
                .method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(
                        body.getBytes(ISO_8859_1))));
        var alsoRefused = sent(chunked);
        assertThat(alsoRefused.statusCode()).isEqualTo(413);
        assertThat(alsoRefused.body()).contains("PAYLOAD_TOO_LARGE");
    }

    @Test
    void takesABodyWithinTheLimit() {
        var body = "{\"fileName\":\"rain.safetensors\",\"fileSize\":100,\"description\":\"" + "a".repeat(3_000) + "\"}";
        assertThat(owner.post("/api/lora/upload", body).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"text/plain,415", "application/xml,415", "application/x-www-form-urlencoded,415",
            "multipart/mixed;boundary=a,415", "nonsense,415", "application/json;charset=none,415",
            "multipart/form-data,400", "multipart/form-data;boundary=,415"})
    void refusesABodyThatIsCalledSomethingElse(String type, int status) {
        var refused = owner.with("Content-Type", type).post("/api/lora/upload", "{\"fileName\":\"a.ckpt\"}");
        assertThat(refused.status()).isEqualTo(status);
    }

    @Test
    void doesNothingForWhoCannotReadTheAnswer() {
        var lora = "/api/lora/" + room.ready();
        var reader = owner.with("Accept", "text/html");
        assertThat(reader.delete(lora).status()).isEqualTo(406);
        assertThat(reader.patch(lora, "{\"name\":\"Snow\"}").status()).isEqualTo(406);
        assertThat(owner.get(lora).json().at("/lora/status").asString()).isEqualTo("ready");
        assertThat(owner.get(lora).json().at("/lora/name").asString()).isNotEqualTo("Snow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", " "})
    void aCompletionNeedsABody(String body) {
        var lora = room.uploaded();
        assertThat(owner.post("/api/lora/" + lora + "/upload/complete", body).status()).isEqualTo(400);
        assertThat(owner.get("/api/lora/" + lora).json().at("/lora/status").asString()).isEqualTo("uploading");
    }

    @ParameterizedTest
    @CsvSource({"colour=red,colour,is not a parameter of this stream",
            "workspaceId=demo&status=ready,status,is not a parameter of this stream",
            "workspaceId=demo&workspaceId=demo,workspaceId,may be given once"})
    void saysWhichParameterOfAStreamIsWrong(String query, String name, String message) {
        var refused = owner.get("/api/lora/events?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(name);
        assertThat(refused.json().at("/errors/0/message").asString()).isEqualTo(message);
    }

    @Test
    void refusesAFormThatIsSentAsJson() {
        assertThat(owner.post("/api/lora/upload", "fileName=a.ckpt&fileSize=1").status()).isEqualTo(400);
        assertThat(owner.post("/api/lora/upload", "--a\r\nContent-Disposition: form-data\r\n\r\n").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void takesTheMethodThatIsThereAndNoOther(String header) {
        var lora = room.uploading();
        assertThat(owner.with(header, "DELETE").get("/api/lora/" + lora).status()).isEqualTo(200);
        assertThat(owner.with(header, "DELETE").post("/api/lora/" + lora, "{}").status()).isEqualTo(405);
        assertThat(owner.get("/api/lora/" + lora + "?_method=DELETE").status()).isEqualTo(200);
        assertThat(owner.get("/api/lora/" + lora).json().at("/lora/status").asString()).isEqualTo("uploading");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/../lora-api.yaml", "/assets/%2e%2e/lora-api.yaml",
            "/assets/..%2flora-api.yaml", "/assets/..%5clora-api.yaml", "/assets/%252e%252e/lora-api.yaml",
            "/assets/..;/lora-api.yaml", "/assets//../lora-api.yaml", "/assets/./../../lora-api.yaml",
            "/assets/index.css/../../../lora-api.yaml", "/api-docs.html/../lora-api.yaml",
            "/../../../../etc/passwd", "/assets/%c0%ae%c0%ae/lora-api.yaml", "/assets/file:/etc/passwd",
            "/assets/classpath:lora-api.yaml"})
    void handsOutNothingThatIsNotAFileOfThePage(String target) throws IOException {
        var answer = said("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(Integer.parseInt(answer.split(" ", 3)[1])).isBetween(400, 404);
        assertThat(answer).contains("application/problem+json").doesNotContain("bootstrap-servers", "root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../evil.safetensors", "..\\evil.safetensors", "/etc/evil.safetensors",
            "evil.safetensors/../../x.safetensors", "a\u0000.safetensors", "%2e%2e%2fevil.safetensors"})
    void noFileNameLeadsOutOfItsWorkspace(String name) {
        var json = name.replace("\\", "\\\\").replace("\u0000", "\\u0000");
        var answer = owner.post("/api/lora/upload", "{\"fileName\":\"" + json + "\",\"fileSize\":100}");
        if (answer.status() == 201) {
            assertThat(answer.json().at("/lora/s3Path").asString())
                    .matches("loras/\\d{8}/\\d{2}/demo/[A-Za-z0-9_-]{1,64}/[^/\\\\%]+")
                    .doesNotContain("..");
        } else {
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    private String said(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }
}
