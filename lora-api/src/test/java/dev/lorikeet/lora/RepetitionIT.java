package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.Map;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.lora.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A request for a ticket that comes once more, with the same Idempotency-Key, when its upload is long over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepetitionIT {
    private static final byte[] GOOD = {1, 2, 3};
    private static final byte[] BAD = {0, 1, 2};
    private static final String TICKET = "{\"fileName\":\"rain.safetensors\",\"fileSize\":3}";

    private Stage stage;

    @BeforeAll
    void start(@TempDir Path data) {
        stage = Stage.open(data, Map.of("lorikeet.deletion.undo", "1s"));
    }

    @AfterEach
    void letTheWorkerRemove() {
        stage.worker().keep(false);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void findsTheProvenLoraAndNothingMoreToSend() {
        var mine = owner("proven");
        var lora = stage.upload(mine, "rain.safetensors", GOOD);
        assertNothingToSend(mine, lora);
        Stage.awaitStatus(mine, lora, "ready");
        assertThat(assertNothingToSend(mine, lora)).isEqualTo("ready");
        assertThat(mine.get("/api/lora?status=uploading,verifying,ready,rejected").json().required("loras")).hasSize(1);
        await().atMost(Stage.LIMIT)
                .until(() -> Stage.usage(mine, "proven").required("usedBytes").asLong() == GOOD.length);
        Stage.awaitNothingReserved(mine, "proven");
        assertProblem(mine.post("/api/lora/upload", TICKET.replace("3}", "4}")), 422, "KEY_REUSED");
    }

    @Test
    void findsTheLoraThatWasRefusedWithItsReason() {
        var mine = owner("refused");
        var lora = stage.upload(mine, "rain.safetensors", BAD);
        Stage.awaitStatus(mine, lora, "rejected");
        assertThat(assertNothingToSend(mine, lora)).isEqualTo("rejected");
        assertThat(repeated(mine).json().required("lora").required("rejection").required("code").asString())
                .isEqualTo("INCOMPLETE");
    }

    @Test
    void isToldThatTheUploadWasGivenUpAndMayBeginAgainUnderAnotherKey() {
        var mine = owner("given-up");
        var lora = Stage.idOf(repeated(mine).json());
        assertThat(mine.delete("/api/lora/" + lora + "/upload").status()).isEqualTo(204);
        assertEnded(mine);
        assertThat(Stage.usage(mine, "given-up").required("reservedBytes").asLong()).isZero();
        var fresh = repeated(mine.with("Idempotency-Key", "another"));
        assertThat(fresh.status()).isEqualTo(201);
        assertThat(Stage.idOf(fresh.json())).isNotEqualTo(lora);
    }

    @Test
    void isToldThatTheLoraIsGone() {
        var mine = owner("gone");
        var lora = stage.upload(mine, "rain.safetensors", GOOD);
        Stage.awaitStatus(mine, lora, "ready");
        stage.worker().keep(true);
        assertThat(mine.delete("/api/lora/" + lora).status()).isEqualTo(200);
        assertThat(assertNothingToSend(mine, lora)).isEqualTo("deleting");
        stage.worker().keep(false);
        Stage.awaitStatus(mine, lora, "404");
        assertEnded(mine);
    }

    /** What ends tickets looks once an hour here. */
    @Test
    void getsNoDeadUrlsForATicketThatHasRunOutAndThatNobodyHasEndedYet(@TempDir Path data) {
        try (var slow = RunningLoraApi.start(data, "--lorikeet.upload.ticket=2s",
                "--lorikeet.delivery.work.sweep-every=1h")) {
            var anybody = LoraApi.on(slow.port());
            await().atMost(Stage.LIMIT).until(anybody::isReady);
            var mine = anybody.signedIn("{}").with("Idempotency-Key", "once");
            var lora = Stage.idOf(repeated(mine).json());
            await().atMost(Stage.LIMIT).until(() -> repeated(mine).status() != 201);
            assertEnded(mine);
            assertThat(Stage.statusOf(mine, lora)).isEqualTo("uploading");
        }
    }

    private ApiClient owner(String workspace) {
        return stage.clientOf("{\"workspaces\":{\"" + workspace + "\":\"owner\"}}").with("Idempotency-Key", "once");
    }

    private static Answer repeated(ApiClient client) {
        return client.post("/api/lora/upload", TICKET);
    }

    /** The status of the LoRA that it tells of. */
    private static String assertNothingToSend(ApiClient client, String lora) {
        var answer = repeated(client);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(Stage.idOf(answer.json())).isEqualTo(lora);
        assertThat(answer.header("Location")).isEqualTo("/api/lora/" + lora);
        assertThat(answer.json().required("upload").required("parts")).isEmpty();
        return answer.json().required("lora").required("status").asString();
    }

    private static void assertEnded(ApiClient client) {
        var refused = repeated(client);
        assertProblem(refused, 410, "UPLOAD_EXPIRED");
        assertThat(refused.json().required("detail").asString()).contains("Please use a new key");
    }
}
