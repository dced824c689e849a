package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import tools.jackson.databind.JsonNode;

import static dev.lorikeet.lora.Stage.LIMIT;
import static dev.lorikeet.lora.Stage.assertProblem;
import static dev.lorikeet.lora.Stage.awaitNothingReserved;
import static dev.lorikeet.lora.Stage.awaitStatus;
import static dev.lorikeet.lora.Stage.idOf;
import static dev.lorikeet.lora.Stage.keyOf;
import static dev.lorikeet.lora.Stage.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Uploads by ticket, with the bytes going past the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UploadsIT {
    private static final int PART = 5 << 20;

    private Stage stage;
    private ApiClient client;
    private BucketOfTest bucket;

    @BeforeAll
    void start(@TempDir Path data) {
        stage = Stage.open(data, Map.of("lorikeet.upload.single-put", "1MB", "lorikeet.upload.part-size", "5MB",
                "lorikeet.upload.largest-file", "40MB", "lorikeet.upload.parts-in-ticket", "2",
                "lorikeet.upload.parts-per-request", "2"));
        client = stage.client();
        bucket = stage.bucket();
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
    void takesAFileInOnePieceAndCountsItsRoomWhenItIsProven() {
        var mine = stage.clientOf("{\"workspaces\":{\"single\":\"editor\"}}");
        var bytes = bytes(1_000);
        var id = stage.upload(mine, "Rain Dance.safetensors", bytes);
        awaitStatus(mine, id, "ready");
        var lora = mine.get("/api/lora/" + id).json().required("lora");
        assertThat(lora.required("name").asString()).isEqualTo("Rain Dance");
        assertThat(bucket.read(new ObjectKey(lora.required("s3Path").asString()))).isEqualTo(bytes);
        await().atMost(LIMIT).untilAsserted(() -> {
            var usage = Stage.usage(mine, "single");
            assertThat(usage.required("usedBytes").asLong()).isEqualTo(1_000);
            assertThat(usage.required("reservedBytes").asLong()).isZero();
            assertThat(usage.required("loraCount").asLong()).isEqualTo(1);
        });
        assertThat(complete(id, "{}").status()).isEqualTo(404);
        assertThat(mine.post("/api/lora/" + id + "/upload/complete", "{}").status()).isEqualTo(202);
        assertProblem(mine.delete("/api/lora/" + id + "/upload"), 409, "WRONG_STATE");
    }

    @Test
    void takesALargeFileInPartsWhichCanBeSignedAgainAndResumed() {
        var bytes = bytes(2 * PART + 17);
        var ticket = ticket(client, "large.safetensors", bytes.length);
        var id = idOf(ticket);
        var upload = ticket.required("upload");
        assertThat(upload.required("strategy").asString()).isEqualTo("multipart");
        assertThat(upload.required("partCount").asInt()).isEqualTo(3);
        assertThat(upload.required("parts").size()).isEqualTo(2);
        var first = send(upload.required("parts").required(0), bytes);
        var second = send(signed(id, 2), bytes);

        var progress = client.get("/api/lora/" + id + "/upload").json().required("upload").required("uploaded");
        assertThat(progress.size()).isEqualTo(2);
        assertThat(progress.required(1).required("size").asLong()).isEqualTo(PART);
        assertProblem(complete(id, parts(first, second)), 409, "UPLOAD_INCOMPLETE");
        assertProblem(complete(id, parts(first, second, new Sent(3, second.etag()))), 409, "UPLOAD_INCOMPLETE");
        var third = send(signed(id, 3), bytes);
        var wrong = complete(id, parts(first, new Sent(2, first.etag()), third));
        assertProblem(wrong, 409, "UPLOAD_INCOMPLETE");
        assertThat(wrong.json().required("detail").asString()).contains("Part 2", "upload it again");

        assertThat(complete(id, parts(first, second, third)).status()).isEqualTo(202);
        assertThat(complete(id, parts(first, second, third)).status()).isEqualTo(202);
        awaitStatus(client, id, "ready");
        assertThat(bucket.read(keyOf(ticket))).isEqualTo(bytes);
    }

    @Test
    void completesWithThePartsThatAreThereIfTheClientNamesNone() {
        var bytes = bytes(PART + 1);
        var ticket = ticket(client, "unnamed.safetensors", bytes.length);
        send(signed(idOf(ticket), 1), bytes);
        assertProblem(complete(idOf(ticket), "{}"), 409, "UPLOAD_INCOMPLETE");
        send(signed(idOf(ticket), 2), bytes);
        assertThat(complete(idOf(ticket), "{}").status()).isEqualTo(202);
        awaitStatus(client, idOf(ticket), "ready");
    }

    @Test
    void completesAnUploadThatTheBucketHadCompletedWithoutAnybodyHearingOfIt() {
        var bytes = bytes(PART + 1);
        var ticket = ticket(client, "unheard.safetensors", bytes.length);
        var id = idOf(ticket);
        var one = send(signed(id, 1), bytes);
        var two = send(signed(id, 2), bytes);
        var key = keyOf(ticket);
        var uploadId = bucket.open()
                .stream()
                .filter(open -> open.key().equals(key.value()))
                .findFirst()
                .orElseThrow()
                .uploadId();
        bucket.s3()
                .completeMultipartUpload(complete -> complete.bucket(bucket.name())
                        .key(key.value())
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(completed(one), completed(two))))
                .join();
        assertThat(complete(id, parts(one, two)).status()).isEqualTo(202);
        awaitStatus(client, id, "ready");
    }

    @Test
    void givesUpAnUploadAndItsRoomAndLeavesNothingInTheBucket() {
        var mine = stage.clientOf("{\"workspaces\":{\"given-up\":\"editor\"}}");
        var ticket = ticket(mine, "given-up.safetensors", 100);
        var id = idOf(ticket);
        assertThat(Stage.usage(mine, "given-up").required("reservedBytes").asLong()).isEqualTo(100);
        send(ticket.required("upload").required("parts").required(0), bytes(100));
        assertThat(mine.delete("/api/lora/" + id + "/upload").status()).isEqualTo(204);
        assertThat(mine.delete("/api/lora/" + id + "/upload").status()).isEqualTo(204);
        assertProblem(mine.post("/api/lora/" + id + "/upload/complete", "{}"), 410, "UPLOAD_EXPIRED");
        assertProblem(mine.get("/api/lora/" + id + "/upload"), 410, "UPLOAD_EXPIRED");
        assertThat(Stage.usage(mine, "given-up").required("reservedBytes").asLong()).isZero();
        await().atMost(LIMIT).until(() -> bucket.find(keyOf(ticket)).isEmpty());
    }

    @Test
    void endsATicketThatNobodyUses() {
        var mine = stage.clientOf("{\"workspaces\":{\"expired\":\"editor\"}}");
        var hasty = stage.beside("--lorikeet.upload.ticket=1s");
        var beside = LoraApi.on(hasty.port()).signedIn("{\"workspaces\":{\"expired\":\"editor\"}}");
        var id = idOf(ticket(beside, "expired.safetensors", 100));
        awaitNothingReserved(mine, "expired");
        assertProblem(mine.post("/api/lora/" + id + "/upload/complete", "{}"), 410, "UPLOAD_EXPIRED");
        assertProblem(mine.post("/api/lora/" + id + "/upload/parts", "{\"numbers\":[1]}"), 410, "UPLOAD_EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"numbers\":[]}", "{\"numbers\":[1,1]}", "{\"numbers\":[0]}", "{\"numbers\":[4]}",
            "{\"numbers\":[1,2,3]}", "{\"numbers\":[null]}", "{\"numbers\":[1.5]}", "{\"numbers\":\"1\"}"})
    void signsOnlyPartsThatAreAskedForRightly(String body) {
        var id = idOf(ticket(client, "asked.safetensors", 2 * PART + 1));
        assertProblem(client.post("/api/lora/" + id + "/upload/parts", body), 400, "INVALID_REQUEST");
        assertThat(client.delete("/api/lora/" + id + "/upload").status()).isEqualTo(204);
    }

    @Test
    void refusesWhatIsNoLoraFile() {
        assertProblem(asked("{\"fileName\":\"a.png\",\"fileSize\":1}"), 422, "INVALID_EXTENSION");
        assertProblem(asked("{\"fileName\":\"a.ckpt\",\"fileSize\":0}"), 422, "EMPTY_FILE");
        assertThat(asked("{\"fileName\":\"a.CKPT\",\"fileSize\":" + (40 << 20) + "}").status()).isEqualTo(201);
        var tooLarge = asked("{\"fileName\":\"a.ckpt\",\"fileSize\":" + ((40 << 20) + 1) + "}");
        assertProblem(tooLarge, 413, "FILE_TOO_LARGE");
        assertThat(tooLarge.json().required("error").asString()).isEqualTo("File size exceeds 40MB limit");
        assertProblem(asked("{\"fileSize\":1}"), 400, "NO_FILE");
        assertThat(asked("{\"fileName\":\"a.png\",\"fileSize\":1}").json().required("error").asString())
                .isEqualTo("Please upload a .safetensors or .ckpt file");
        assertThat(asked("{\"fileSize\":1}").json().required("error").asString())
                .isEqualTo("Please select a file to upload");
    }

    @Test
    void makesOneLoraOfARequestThatIsRepeatedWithItsKey() {
        var mine = stage.clientOf("{\"workspaces\":{\"keyed\":\"editor\"}}").with("Idempotency-Key", "k1");
        var one = ticket(mine, "keyed.safetensors", 100);
        var two = ticket(mine, "keyed.safetensors", 100);
        assertThat(idOf(two)).isEqualTo(idOf(one));
        assertProblem(mine.post("/api/lora/upload", "{\"fileName\":\"keyed.safetensors\",\"fileSize\":101}"), 422,
                "KEY_REUSED");
        assertThat(Stage.usage(mine, "keyed").required("reservedBytes").asLong()).isEqualTo(100);
    }

    /** Who runs it reads the reason in the health and in the log; nobody else could do anything about it. */
    @Test
    void tellsNobodyElseThatItsCredentialsAreWrong() {
        var locked = stage.beside("--lorikeet.s3.secret-key=not-the-one-that-the-bucket-knows");
        var refused = LoraApi.on(locked.port())
                .signedIn("{\"workspaces\":{\"locked\":\"editor\"}}")
                .post("/api/lora/upload", "{\"fileName\":\"a.safetensors\",\"fileSize\":" + (PART + 1) + "}");
        assertProblem(refused, 503, "STORAGE_FAILED");
        assertThat(refused.json().required("error").asString())
                .isEqualTo("Failed to upload file to storage. Please try again.");
        assertThat(refused.json().required("traceId").asString()).isNotBlank();
        assertThat(refused.body()).doesNotContainIgnoringCase("credential").doesNotContainIgnoringCase("signature");
    }

    @Test
    void saysWhoIsAwayAndLeavesNothingHalfDone() {
        var mine = stage.clientOf("{\"workspaces\":{\"away\":\"editor\"}}").with("Idempotency-Key", "away");
        var body = "{\"fileName\":\"away.safetensors\",\"fileSize\":" + (PART + 1) + "}";
        stage.s3Door().shut();
        var noBucket = mine.post("/api/lora/upload", body);
        assertProblem(noBucket, 503, "STORAGE_FAILED");
        assertThat(noBucket.json().required("error").asString())
                .isEqualTo("Failed to upload file to storage. Please try again.");
        stage.s3Door().open();
        assertThat(Stage.usage(mine, "away").required("reservedBytes").asLong()).isZero();

        stage.mongoDoor().shut();
        var noRecord = mine.post("/api/lora/upload", body);
        assertProblem(noRecord, 503, "NOT_SAVED");
        assertThat(noRecord.json().required("error").asString())
                .isEqualTo("Failed to save LoRA metadata. Please try again.");
        stage.mongoDoor().open();

        await().atMost(LIMIT).until(() -> mine.post("/api/lora/upload", body).status() == 201);
        var id = idOf(mine.post("/api/lora/upload", body).json());
        var bytes = bytes(PART + 1);
        var named = parts(send(signed(mine, id, 1), bytes), send(signed(mine, id, 2), bytes));
        stage.s3Door().shut();
        assertProblem(mine.post("/api/lora/" + id + "/upload/complete", named), 503, "STORAGE_FAILED");
        assertProblem(mine.get("/api/lora/" + id + "/upload"), 503, "STORAGE_FAILED");
        stage.s3Door().open();
        stage.mongoDoor().shut();
        assertThat(mine.post("/api/lora/" + id + "/upload/complete", named).status()).isEqualTo(503);
        stage.mongoDoor().open();
        await().atMost(LIMIT).until(() -> mine.post("/api/lora/" + id + "/upload/complete", named).status() == 202);
        awaitStatus(mine, id, "ready");
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(Stage.usage(mine, "away").required("usedBytes").asLong()).isEqualTo(PART + 1);
            assertThat(Stage.usage(mine, "away").required("reservedBytes").asLong()).isZero();
        });
    }

    private record Sent(int number, String etag) {}

    private Sent send(JsonNode part, byte[] file) {
        int number = part.required("number").asInt();
        int size = part.required("size").asInt();
        int from = (number - 1) * PART;
        var answer = bucket.send(part, Arrays.copyOfRange(file, from, from + size));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Sent(number, answer.headers().firstValue("ETag").orElseThrow());
    }

    private JsonNode signed(String lora, int number) {
        return signed(client, lora, number);
    }

    private static JsonNode signed(ApiClient who, String lora, int number) {
        return who.post("/api/lora/" + lora + "/upload/parts", "{\"numbers\":[" + number + "]}")
                .json()
                .required("parts")
                .required(0);
    }

    private static String parts(Sent... parts) {
        var listed = new ArrayList<String>();
        for (var part : parts) {
            listed.add("{\"number\":" + part.number() + ",\"etag\":\"" + part.etag().replace("\"", "\\\"") + "\"}");
        }
        return "{\"parts\":[" + String.join(",", listed) + "]}";
    }

    private static CompletedPart completed(Sent part) {
        return CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build();
    }

    private Answer complete(String lora, String body) {
        return client.post("/api/lora/" + lora + "/upload/complete", body);
    }

    private Answer asked(String body) {
        return client.post("/api/lora/upload", body);
    }

    /** The first one says to the played worker that all is well. */
    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }
}
