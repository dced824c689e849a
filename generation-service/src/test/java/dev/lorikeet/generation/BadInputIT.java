package dev.lorikeet.generation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The mistakes that people make, and those that nobody makes who means well: each is named where it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputIT {
    private static final int LARGEST_BODY = 4_000;
    private static final String ORDER = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\"}}";

    private RunningGenerationService service;
    private Studio studio;
    private ApiClient owner;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data, Studio.NO_WORK, "--lorikeet.body.json=" + LARGEST_BODY + "B");
        studio = new Studio(service, "demo");
        owner = studio.as("owner");
        var _ = studio.lora("rain", "rain");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}|/model|is missing; there are wan22",
            "{\"model\":\"wan23\"}|/model|is not one of wan22",
            "{\"model\":\"wan22\"}|/parameters/prompt|is missing",
            "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"\"}}|/parameters/prompt|must not be blank",
            "{\"model\":\"wan22\",\"parameters\":{\"prompt\":7}}|/parameters/prompt|must be a text",
            "{\"model\":\"wan22\",\"parameters\":{\"promt\":\"Rain\"}}|/parameters/promt|is no parameter of wan22",
            "{\"model\":\"wan22\",\"parameters\":{\"frames\":82}}|/parameters/frames|nearest to 82 are 81 and 85",
            "{\"model\":\"wan22\",\"parameters\":{\"frames\":\"81\"}}|/parameters/frames|must be a whole number",
            "{\"model\":\"wan22\",\"parameters\":{\"seed\":-2}}|/parameters/seed|or -1 to have one drawn",
            "{\"model\":\"wan22\",\"parameters\":{\"width\":1280,\"height\":1280}}|/parameters/width|pixels",
            "{\"model\":\"wan22\",\"parameters\":{\"lora_high\":\"none\"}}|/parameters/lora_high|There is no such LoRA",
            "{\"model\":\"wan22\",\"parameters\":{\"lora_high\":5}}|/parameters/lora_high|the id or s3Path of a LoRA",
            "{\"model\":\"wan22\",\"weights\":{\"lora_high\":2.5}}|/weights/lora_high|must be a number from 0.0 to 2.0",
            "{\"model\":\"wan22\",\"weights\":{\"lora_hi\":1}}|/weights/lora_hi|it has lora_high, lora_low",
            "{\"model\":\"wan22\",\"loras\":[{}]}|/loras/0|must name a LoRA",
            "{\"model\":\"wan22\",\"callbackUrl\":\"https://10.0.0.1/\"}|/callbackUrl|must be an https address",
            "{\"model\":\"wan22\",\"callbackUrl\":\"http://example.org/\"}|/callbackUrl|must be an https address",
            "{\"model\":\"wan22\",\"loras\":[{\"id\":\"demo-rain\"},{\"id\":\"demo-rain\"}]}|/loras/1|chosen already"})
    void saysWhatIsWrongWithASelectionToWhoAsksAndToWhoOrders(String body, String pointer, String message) {
        var checked = owner.post("/api/generate/check", body);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().required("ok").asBoolean()).isFalse();
        assertNames(checked.json(), pointer, message);
        var refused = owner.post("/api/generate", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().required("code").asString()).isEqualTo("INVALID_SELECTION");
        assertNames(refused.json(), pointer, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"modle\":\"wan22\"}|/modle|is not a field of this request",
            "{\"model\":7}|/model|has the wrong type",
            "{\"parameters\":[]}|/parameters|has the wrong type",
            "{\"loras\":{}}|/loras|has the wrong type",
            "{\"callbackUrl\":7}|/callbackUrl|has the wrong type",
            "{\"loras\":[{\"expert\":\"middle\"}]}|/loras/0/expert|not allowed",
            "{\"loras\":[{\"ID\":\"a\"}]}|/loras/0/ID|is not a field",
            "{\"onLoraFailure\":\"explode\"}|/onLoraFailure|not allowed",
            "{\"onLoraFailure\":0}|/onLoraFailure|not allowed",
            "{\"workspaceId\":\"a b\"}|/workspaceId|workspace id",
            "{\"workspaceId\":\" \"}|/workspaceId|workspace id",
            "{\"model\":||is not valid JSON", "nonsense||is not valid JSON"})
    void saysWhichFieldOfABodyIsNoneOfOurs(String body, String pointer, String message) {
        for (var path : new String[]{"/api/generate/check", "/api/generate"}) {
            var refused = owner.post(path, body);
            assertThat(refused.status()).isEqualTo(400);
            assertNames(refused.json(), pointer == null ? "" : pointer, message);
        }
    }

    @ParameterizedTest
    @CsvSource({"colour=red,colour,is not a parameter of this list", "status=done,status,not allowed",
            "status=,status,not allowed", "limit=0,limit,not allowed", "limit=201,limit,not allowed",
            "limit=1&limit=2,limit,may be given once", "cursor=nonsense,cursor,not allowed",
            "lora=a%20b,lora,not allowed"})
    void saysWhichParameterOfTheListIsWrong(String query, String name, String message) {
        var refused = owner.get("/api/generate?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertNames(refused.json(), name, message);
    }

    @ParameterizedTest
    @CsvSource({"events?colour=red,colour,is not a parameter of this stream",
            "events?workspaceId=demo&status=running,status,is not a parameter of this stream",
            "events?workspaceId=demo&workspaceId=demo,workspaceId,may be given once",
            "JOB/events?workspaceId=demo,workspaceId,is not a parameter of this stream",
            "callback-secret?colour=red,colour,is not a parameter of this secret"})
    void saysWhichParameterOfAStreamIsWrong(String target, String name, String message) {
        var refused = owner.get("/api/generate/" + target.replace("JOB", studio.queued()));
        assertThat(refused.status()).isEqualTo(400);
        assertNames(refused.json(), name, message);
    }

    @Test
    void asksWhichWorkspaceIsMeantWhereThereAreSeveral() {
        var several = GenerationService.on(service.port())
                .as(service.tokens().signed(Tokens.claims("kim", Map.of("demo", "editor", "film", "editor"))));
        for (var refused : new ApiClient.Answer[]{several.post("/api/generate", ORDER),
                several.with("X-Workspace-Id", "film")
                        .post("/api/generate",
                                ORDER.replace("{\"model", "{\"workspaceId\":\"demo\",\"model")),
                several.get("/api/generate"), several.get("/api/generate/events")}) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().required("code").asString()).isEqualTo("WORKSPACE_REQUIRED");
        }
        assertThat(several.with("X-Workspace-Id", "film").post("/api/generate", ORDER).status()).isEqualTo(202);
        assertThat(several.with("X-Workspace-Id", "elsewhere").post("/api/generate", ORDER).status()).isEqualTo(403);
    }

    /** The same values could mean something else. */
    @Test
    void repeatsNoJobOfAModelThatIsAnotherNow() {
        var job = studio.cancelled(Studio.order("of-last-week", List.of()));
        var refused = owner.post("/api/generate/" + job + "/retry", null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().required("code").asString()).isEqualTo("INVALID_SELECTION");
        assertNames(refused.json(), "/model", "is not configured as it was");
        assertThat(owner.post("/api/generate/" + studio.cancelled() + "/retry", null).status()).isEqualTo(202);
    }

    @Test
    void saysOfEachLoraWhyAJobCannotBeRepeated() {
        var job = studio
                .cancelled(Studio.order("of-last-week", List.of(gone("rain", "lora_high"), gone("snow", "loras"),
                        gone("hail", "loras"))));
        var refused = owner.post("/api/generate/" + job + "/retry", null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().required("errors")).hasSize(4);
        assertNames(refused.json(), "/model", "is not configured as it was");
        assertNames(refused.json(), "/parameters/lora_high", "LoRA rain was deleted.");
        assertNames(refused.json(), "/loras/0", "LoRA snow was deleted.");
        assertNames(refused.json(), "/loras/1", "LoRA hail was deleted.");
    }

    private static ChosenLora gone(String name, String slot) {
        var object = new StoredObject(new ObjectKey("loras/20260131/12/demo/" + name + "/" + name + ".safetensors"), 9,
                new ETag("e"));
        return new ChosenLora(new LoraId("gone-" + name), slot, NoiseExpert.HIGH, 1.0, "LoRA " + name,
                name + ".safetensors", object, null, List.of(), 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"})
    void refusesABodyThatIsCalledSomethingElse(String type) {
        assertThat(owner.with("Content-Type", type).post("/api/generate", ORDER).status()).isEqualTo(415);
        assertThat(owner.with("Content-Type", type).post("/api/generate/check", ORDER).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b"})
    void refusesAnIdempotencyKeyThatIsNone(String key) {
        assertThat(owner.with("Idempotency-Key", key).post("/api/generate", ORDER).status()).isEqualTo(400);
    }

    @Test
    void doesNothingForWhoCannotReadTheAnswer() {
        var reader = owner.with("Accept", "text/html");
        var job = studio.queued();
        assertThat(reader.delete("/api/generate/" + job).status()).isEqualTo(406);
        assertThat(owner.get("/api/generate/" + job).json().at("/job/status").asString()).isEqualTo("queued");
        assertThat(owner.with("Accept", "application/json").get("/api/generate/events").status()).isEqualTo(406);
        assertThat(reader.get("/api/models").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/generate", "/api/generate/check"})
    void refusesAnOrderBeyondTheLimit(String path) {
        var refused = owner.post(path, ORDER.replace("Rain", "a".repeat(LARGEST_BODY)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().required("code").asString()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    /** RunPod sends the whole result along, and more than we take from anybody else. */
    @Test
    void takesACallbackOfFortyMegabytes() {
        var body = ("{\"id\":\"remote\",\"status\":\"COMPLETED\",\"output\":\"" + "A".repeat(40_000_000) + "\"}")
                .getBytes(UTF_8);
        assertThat(called(Studio.callbackOf(studio.running()), body)).isEqualTo(204);
        assertThat(called("no-token-of-ours", body)).isEqualTo(404);
    }

    @Test
    void answersAStrangersCallbackBeforeItsBodyIsThere() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write(("POST /webhooks/runpod/no-token-of-ours HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Length: 40000000\r\n\r\n{").getBytes(UTF_8));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 404");
        }
    }

    private int called(String token, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/webhooks/runpod/"
                + token)).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
        }
    }

    private static void assertNames(JsonNode answer, String pointer, String message) {
        assertThat(answer.required("errors").valueStream())
                .anySatisfy(error -> {
                    assertThat(error.required("pointer").asString()).isEqualTo(pointer);
                    assertThat(error.required("message").asString()).contains(message);
                });
    }
}
