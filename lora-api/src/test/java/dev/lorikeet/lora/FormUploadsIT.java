package dev.lorikeet.lora;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;

import ch.qos.logback.classic.Level;
import dev.lorikeet.event.LoraEvent.LoraSaveFailed;
import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.LogCapture;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.lora.Stage.LIMIT;
import static dev.lorikeet.lora.Stage.assertProblem;
import static dev.lorikeet.lora.Stage.awaitNothingReserved;
import static dev.lorikeet.lora.Stage.awaitStatus;
import static dev.lorikeet.lora.Stage.idOf;
import static dev.lorikeet.lora.Stage.keyOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Uploads as a form, with the bytes going through the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FormUploadsIT {
    private static final String BOUNDARY = "a-boundary";
    private static final String FILE = "Content-Disposition: form-data; name=\"file\"; filename=\"rain.safetensors\"";
    private static final String WORKSPACE = "Content-Disposition: form-data; name=\"workspaceId\"";
    private static final int SOME = 7 << 20;
    private static final int ROUNDS = 10;

    private Stage stage;
    private ApiClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        stage = Stage.open(data, Map.of("lorikeet.upload.largest-file", "12MB", "lorikeet.upload.form-part", "5MB",
                "lorikeet.upload.form-stall", "3s", "lorikeet.upload.most-forms", "4"));
        client = stage.client();
    }

    @AfterEach
    void openDoors() {
        stage.s3Door().open();
        stage.mongoDoor().open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void takesAFormAndProvesItsFile() {
        var bytes = "x".repeat(SOME).getBytes(ISO_8859_1);
        var answer = client.postFile("/api/lora/upload", "form.safetensors", bytes, Map.of("workspaceId", "demo"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var id = idOf(answer.json());
        assertThat(answer.header("Location")).isEqualTo("/api/lora/" + id);
        assertThat(answer.json().required("lora").required("fileSize").asLong()).isEqualTo(SOME);
        awaitStatus(client, id, "ready");
        assertThat(stage.bucket().read(keyOf(answer.json()))).isEqualTo(bytes);
    }

    @Test
    void takesTheWorkspaceAfterTheFileIfThereIsNoOther() {
        var workspace = part(WORKSPACE, "demo");
        assertThat(form(part(FILE, "x") + workspace).status()).isEqualTo(201);
        var two = stage.clientOf("{\"workspaces\":{\"demo\":\"editor\",\"other\":\"editor\"}}");
        assertProblem(form(two, part(FILE, "x") + workspace), 400, "WORKSPACE_REQUIRED");
        assertThat(form(two, workspace + part(FILE, "x")).status()).isEqualTo(201);
        var other = form(two.with("X-Workspace-Id", "other"), part(FILE, "x") + workspace);
        assertProblem(other, 400, "WORKSPACE_REQUIRED");
        awaitNothingReserved(two, "other");
    }

    @Test
    void saysWhatIsWrongWithAForm() {
        assertProblem(form(part(WORKSPACE, "demo")), 400, "NO_FILE");
        assertProblem(form(part(FILE.replace("rain.safetensors", ""), "")), 400, "NO_FILE");
        assertProblem(form(part(FILE, "x") + part(FILE, "y")), 400, "INVALID_REQUEST");
        assertProblem(form(part(FILE.replace("rain.safetensors", "rain.png"), "x")), 422, "INVALID_EXTENSION");
        assertProblem(form(part(FILE, "")), 422, "EMPTY_FILE");
        assertProblem(form(part("Content-Disposition: form-data; name=\"colour\"", "red")), 400, "INVALID_REQUEST");
        awaitNothingReserved(client, "demo");
    }

    @Test
    void refusesAFileThatTurnsOutToBeTooLarge() {
        var mine = stage.clientOf("{\"workspaces\":{\"too-large\":\"editor\"}}");
        assertProblem(form(mine, part(FILE, "x".repeat((12 << 20) + 1))), 413, "FILE_TOO_LARGE");
        awaitNothingReserved(mine, "too-large");
        assertNoUploadIsOpen(mine);
        assertThat(form(mine, part(FILE, "x".repeat(12 << 20))).status()).isEqualTo(201);
    }

    @Test
    void leavesNothingOfAClientThatBreaksOff() throws IOException {
        var mine = stage.clientOf("{\"workspaces\":{\"broken-off\":\"editor\"}}");
        try (var socket = begun("broken-off", SOME)) {
            await().atMost(LIMIT).until(() -> Stage.usage(mine, "broken-off").required("openUploads").asInt() == 1);
            socket.setSoLinger(true, 0);
        }
        awaitNothingReserved(mine, "broken-off");
        assertNoUploadIsOpen(mine);
    }

    @Test
    void isNotAlarmedByAClientThatBreaksOff() throws IOException {
        var mine = stage.clientOf("{\"workspaces\":{\"no-alarm\":\"editor\"}}");
        try (var log = new LogCapture(Map.of("ROOT", Level.ERROR, "org.apache.kafka", Level.OFF))) {
            try (var socket = begun("no-alarm", SOME)) {
                await().atMost(LIMIT).until(() -> Stage.usage(mine, "no-alarm").required("openUploads").asInt() == 1);
                socket.setSoLinger(true, 0);
            }
            awaitNothingReserved(mine, "no-alarm");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void tellsAClientThatStallsAndGivesItsPlaceToAnother() throws IOException {
        var mine = stage.clientOf("{\"workspaces\":{\"stalled\":\"editor\"}}");
        try (var one = begun("stalled", SOME); var two = begun("stalled", 0)) {
            await().atMost(LIMIT).until(() -> Stage.usage(mine, "stalled").required("openUploads").asInt() >= 1);
            assertProblem(form(mine, part(FILE, "x")), 503, "UNAVAILABLE");
            assertThat(answer(one)).startsWith("HTTP/1.1 408")
                    .contains("Upload timed out. Please check your connection.");
            assertThat(answer(two)).startsWith("HTTP/1.1 408");
        }
        await().atMost(LIMIT).until(() -> form(mine, part(FILE, "x")).status() == 201);
        assertNoUploadIsOpen(mine);
    }

    @Test
    void saysThatTheBucketIsAwayAndGivesTheUploadUp() {
        var mine = stage.clientOf("{\"workspaces\":{\"no-bucket\":\"editor\"}}");
        stage.s3Door().shut();
        var answer = form(mine, part(FILE, "x"));
        assertProblem(answer, 503, "STORAGE_FAILED");
        assertThat(answer.json().required("error").asString())
                .isEqualTo("Failed to upload file to storage. Please try again.");
        stage.s3Door().open();
        awaitNothingReserved(mine, "no-bucket");
        assertNoUploadIsOpen(mine);
    }

    @Test
    void announcesThatTheRecordCouldNotBeSavedSoThatTheBytesGo() throws IOException {
        var mine = stage.clientOf("{\"workspaces\":{\"unsaved\":\"editor\"}}");
        String id;
        try (var socket = begun("unsaved", SOME)) {
            await().atMost(LIMIT).until(() -> !open(mine).isEmpty());
            id = open(mine);
            stage.mongoDoor().shut();
            send(socket, "\r\n--" + BOUNDARY + "--\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 503")
                    .contains("NOT_SAVED")
                    .contains("Failed to save LoRA metadata. Please try again.");
        }
        await().atMost(LIMIT).until(() -> stage.worker().heard(id).stream().anyMatch(LoraSaveFailed.class::isInstance));
        stage.mongoDoor().open();
        awaitNothingReserved(mine, "unsaved");
    }

    @Test
    void letsGoOfTheBytesOfAFormItRefuses() {
        var before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        var stranger = stage.clientOf("{\"workspaces\":{\"theirs\":\"editor\"}}");
        var image = FILE.replace("rain.safetensors", "rain.png");
        try (var log = new LogCapture(
                Map.of("ROOT", Level.OFF, "io.netty.util.ResourceLeakDetector", Level.ERROR))) {
            for (int round = 0; round < ROUNDS; round++) {
                assertProblem(form(stranger, part(image, "x".repeat(20_000))), 422, "INVALID_EXTENSION");
                assertProblem(form(stranger, part(WORKSPACE, "demo") + part(FILE, "x".repeat(20_000))), 403,
                        "FORBIDDEN");
                assertProblem(form(stranger, part(FILE, "x") + part(FILE, "y".repeat(20_000))), 400,
                        "INVALID_REQUEST");
                assertProblem(form(stranger, part(WORKSPACE, "not an id") + part(FILE, "x")), 400, "INVALID_REQUEST");
                // Netty reports what was collected without having been let go of.
                System.gc();
            }
            assertThat(log.lines()).isEmpty();
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }

    private static void assertNoUploadIsOpen(ApiClient who) {
        await().atMost(LIMIT).until(() -> open(who).isEmpty());
    }

    /** The id of an open upload, or nothing. */
    private static String open(ApiClient who) {
        var loras = who.get("/api/lora?status=uploading").json().required("loras");
        return loras.isEmpty() ? "" : loras.required(0).required("id").asString();
    }

    /** A form of {@code SOME} bytes that stops after so many of them; none: before the file begins. */
    private Socket begun(String workspace, int bytes) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), stage.api().port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        var token = LoraApi.on(stage.api().port())
                .post("/dev/token", "{\"workspaces\":{\"" + workspace + "\":\"editor\"}}")
                .json()
                .required("token")
                .asString();
        var head = "--" + BOUNDARY + "\r\n" + FILE + "\r\n\r\n";
        int length = head.length() + SOME + ("\r\n--" + BOUNDARY + "--\r\n").length();
        send(socket, "POST /api/lora/upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: " + length
                + "\r\n\r\n" + (bytes == 0 ? "" : head + "x".repeat(bytes)));
        return socket;
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Socket socket) throws IOException {
        var bytes = new byte[4096];
        var text = new StringBuilder();
        while (!text.toString().contains("}")) {
            int length = socket.getInputStream().read(bytes);
            if (length < 0) {
                break;
            }
            text.append(new String(bytes, 0, length, ISO_8859_1));
        }
        return text.toString();
    }

    private Answer form(String parts) {
        return form(client, parts);
    }

    private static Answer form(ApiClient who, String parts) {
        return who.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .post("/api/lora/upload", parts + "--" + BOUNDARY + "--\r\n");
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\n" + disposition + "\r\n\r\n" + content + "\r\n";
    }
}
