package dev.lorikeet.lora;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** The service hands out its contract, and keeps it where no route of ours is reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContractIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningLoraApi api;
    private ApiClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
        client = LoraApi.on(api.port());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void handsOutTheContractToAnybody() {
        assertThat(client.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0\n").contains("/api/lora/upload:");
        assertThat(client.get("/openapi.json").json().required("paths").propertyNames()).contains("/api/lora/upload");
        var config = client.get("/config.json").json();
        assertThat(config.required("signIn").asString()).isEqualTo("local");
        assertThat(config.required("largestFile").asLong()).isEqualTo(5L << 30);
    }

    @Test
    void showsItOnAPageThatNeedsNothingFromElsewhere() {
        var page = page("/api-docs.html");
        assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body())
                .doesNotContain("://", "style=", "<style", "onload=")
                .doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(page("/api-docs.js").body()).doesNotContain("://", "innerHTML");
        assertThat(page("/api-docs.css").body()).doesNotContain("://", "@import");
    }

    @Test
    void refusesWithAProblemWhateverIsAsked() {
        var signedIn = client.signedIn("{}");
        assertThat(signedIn.get("/api/no-such-thing").status()).isEqualTo(404);
        assertThat(signedIn.delete("/config.json").status()).isEqualTo(405);
        assertThat(client.get("/api/no-such-thing").status()).isEqualTo(401);
        assertThat(client.with("Accept", "text/html").get("/config.json").status()).isEqualTo(406);
        assertThat(client.with("Content-Type", "text/plain").post("/dev/token", "{}").status()).isEqualTo(415);
        assertThat(client.post("/dev/token", " ".repeat(2_000_000)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/cbor", "application/x-jackson-smile", "text/html"})
    void speaksNothingButJson(String type) {
        assertThat(client.with("Accept", type).get("/config.json").status()).isEqualTo(406);
        assertThat(client.with("Content-Type", type).post("/dev/token", "{}").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/problem+json", "text/event-stream", "application/x-ndjson",
            "image/*, text/*;q=0.1"})
    void answersWithTheTypesOfTheContractOrNotAtAll(String type) {
        var asking = client.signedIn("{}").with("Accept", type);
        assertThat(asking.get("/config.json").status()).isEqualTo(406);
        assertThat(asking.post("/dev/token", "{}").status()).isEqualTo(406);
        assertThat(asking.get("/api/lora").status()).isEqualTo(406);
        assertThat(asking.get("/api/lora/none").status()).isEqualTo(406);
    }

    @Test
    void doesNotTakeTheEventsForALoraOfThatName() {
        var signedIn = client.signedIn("{}");
        assertThat(signedIn.with("Accept", "application/json").get("/api/lora/events").status()).isEqualTo(406);
        assertThat(signedIn.with("Accept", "*/*").get("/api/lora/events").header("Content-Type"))
                .startsWith("text/event-stream");
        assertThat(signedIn.get("/api/lora/events").header("Content-Type")).startsWith("text/event-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"subject\":7}", "{\"subject\":true}", "{\"workspaces\":{\"film\":0}}"})
    void doesNotTakeOneTypeForAnother(String body) {
        assertThat(client.post("/dev/token", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer é", "Basic a2ltOmtpbQ==", "bearer", "Digest",
            "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", ","})
    void asksForATokenIfWhatIsThereIsNone(String authorization) {
        assertThat(client.with("Authorization", authorization).get("/api/lora").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/lora/% HTTP/1.1", "GET /api/lora/%zz HTTP/1.1", "GET /api/lora/%00 HTTP/1.1",
            "GET /api/lora/a%2Fb HTTP/1.1", "GET /api/lora/%2F..%2F HTTP/1.1", "GET /api/lora/a;b HTTP/1.1",
            "GET //api//lora HTTP/1.1", "GET /api/lora/a\\b HTTP/1.1", "GET /api/lora?%=1 HTTP/1.1", "nonsense",
            "GET /api/lora/é HTTP/1.1", "GET /api/lora?query=%zz HTTP/1.1"})
    void refusesAnAddressThatIsNone(String line) throws IOException {
        assertThat(status(said(line + "\r\nHost: a\r\nConnection: close\r\n\r\n"))).isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "x"})
    void answersTheNextRequestAfterSuchARefusal(String method) {
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(method, "/api/lora/%00", null).status()).isEqualTo(400);
            assertThat(client.get("/config.json").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesWhatIsTooLongToRead() throws IOException {
        assertThat(status(said("GET /api/lora?query=" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")))
                .isEqualTo(413);
        assertThat(status(said("GET /api/lora HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n")))
                .isEqualTo(413);
    }

    @Test
    void refusesWhatIsTooLongEvenRightAfterAnAnswer() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                socket.setSoTimeout(10_000);
                send(socket, "GET /config.json HTTP/1.1\r\nHost: a\r\n\r\n");
                var before = new StringBuilder();
                while (before.indexOf("}") < 0) {
                    before.append((char) socket.getInputStream().read());
                }
                send(socket, "GET /config.json HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
                assertThat(status(all(socket.getInputStream()))).isEqualTo(413);
            }
        }
    }

    @Test
    void isHeardByWhoStillSendsWhatNobodyWillRead() {
        var body = "a".repeat(400_000);
        for (int i = 0; i < 100; i++) {
            var refused = client.with("X-Long", "a".repeat(30_000)).post("/dev/token", body);
            assertThat(refused.status()).isEqualTo(413);
        }
    }

    @Test
    void saysToHeadThatItIsTooLongToo() throws IOException {
        var refused = said("HEAD /api/lora HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(refused).startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .endsWith("\r\n\r\n");
    }

    @Test
    void saysNothingToHeadButWhatItWouldSayToGet() throws IOException {
        var refused = said("HEAD /api/lora/% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(refused).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
        var signedIn = client.signedIn("{}");
        assertThat(signedIn.send("HEAD", "/config.json", null).status()).isEqualTo(200);
        assertThat(signedIn.send("HEAD", "/no-such-thing", null).status()).isEqualTo(404);
        assertThat(signedIn.send("OPTIONS", "/config.json", null).header("Allow")).contains("GET");
        assertThat(signedIn.send("TRACE", "/config.json", null).status()).isEqualTo(400);
    }

    /** The status of an answer, which must carry a whole problem of that status. */
    private static int status(String answer) {
        var parts = answer.split("\r\n\r\n", 2);
        int status = Integer.parseInt(parts[0].split(" ", 3)[1]);
        assertThat(parts[0]).containsIgnoringCase("content-type: application/problem+json");
        var problem = JsonMapper.shared().readTree(parts[1]);
        assertThat(problem.required("status").asInt()).isEqualTo(status);
        assertThat(problem.required("code").asString()).isNotBlank();
        return status;
    }

    private String said(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            send(socket, request);
            return all(socket.getInputStream());
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** A server that did not read all of the request resets the connection after its answer. */
    private static String all(InputStream answer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            answer.transferTo(bytes);
        } catch (SocketException reset) {
            assertThat(bytes.size()).isPositive();
        }
        return bytes.toString(ISO_8859_1);
    }

    private HttpResponse<String> page(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path)).build();
        return http.sendAsync(request, BodyHandlers.ofString()).join();
    }
}
