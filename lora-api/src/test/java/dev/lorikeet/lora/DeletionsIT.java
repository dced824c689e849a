package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.LoraEvent.LoraDeleted;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraEvent.LoraRestored;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.http.testing.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.lora.Stage.LIMIT;
import static dev.lorikeet.lora.Stage.assertProblem;
import static dev.lorikeet.lora.Stage.awaitStatus;
import static dev.lorikeet.lora.Stage.idOf;
import static dev.lorikeet.lora.Stage.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a deletion to the tombstone, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeletionsIT {
    private static final byte[] GOOD = "good".getBytes(UTF_8);
    private static final byte[] BAD = {0, 1, 2};
    private static final String ALL = "/api/lora?status=uploading,verifying,ready,rejected,missing,deleting";

    private Stage stage;

    @BeforeAll
    void start(@TempDir Path data) {
        stage = Stage.open(data, Map.of("lorikeet.deletion.undo", "3s"));
    }

    @AfterEach
    void letTheWorkerRemove() {
        stage.worker().keep(false);
        stage.mongoDoor().open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void hidesALoraAtOnceAndBringsItBackAsItWas() {
        var mine = owner("restored");
        var id = ready(mine);
        var before = mine.get("/api/lora/" + id).json().required("lora");
        var deleted = mine.delete("/api/lora/" + id).json();
        assertThat(Instant.parse(deleted.required("undoUntil").asString())).isAfter(Instant.now().minusSeconds(60));
        assertThat(mine.get("/api/lora").json().required("loras")).isEmpty();
        assertThat(mine.delete("/api/lora/" + id).json().required("undoUntil"))
                .isEqualTo(deleted.required("undoUntil"));
        assertThat(mine.post("/api/lora/" + id + "/restore", null).json().required("lora")).isEqualTo(before);
        assertThat(mine.post("/api/lora/" + id + "/restore", null).status()).isEqualTo(200);
        assertThat(mine.get("/api/lora").json().required("loras")).hasSize(1);
        assertThat(stage.bucket().read(keyOf(mine, id))).isEqualTo(GOOD);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stage.worker().heard(id))
                        .hasAtLeastOneElementOfType(LoraDeleted.class)
                        .hasAtLeastOneElementOfType(LoraRestored.class)
                        .doesNotHaveAnyElementsOfTypes(LoraDiscarded.class));
    }

    @Test
    void removesObjectAndRecordWhenTheTimeToUndoIsOver() {
        var mine = owner("removed");
        var id = ready(mine);
        var key = keyOf(mine, id);
        await().atMost(LIMIT).until(() -> used(mine, "removed") == GOOD.length);
        stage.worker().keep(true);
        assertThat(mine.delete("/api/lora/" + id).status()).isEqualTo(200);
        Stage.awaitDiscarded(mine, id);
        assertProblem(mine.post("/api/lora/" + id + "/restore", null), 410, "UNDO_OVER");
        assertThat(stage.bucket().find(key)).isPresent();
        assertThat(used(mine, "removed")).isEqualTo(GOOD.length);
        stage.worker().keep(false);
        awaitStatus(mine, id, "404");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stage.worker().heard(id))
                        .hasAtLeastOneElementOfType(LoraDiscarded.class)
                        .hasAtLeastOneElementOfType(CatalogueEntryRemoved.class));
        assertThat(stage.bucket().find(key)).isEmpty();
        assertThat(used(mine, "removed")).isZero();
        assertProblem(mine.delete("/api/lora/" + id), 404, "NOT_FOUND");
        assertProblem(mine.post("/api/lora/" + id + "/restore", null), 404, "NOT_FOUND");
        assertProblem(mine.post("/api/lora/" + id + "/upload/complete", "{}"), 404, "NOT_FOUND");
    }

    @Test
    void saysHowToGiveUpWhatIsStillBeingUploaded() {
        var mine = owner("uploading");
        var id = idOf(ticket(mine, "rain.safetensors", 4));
        var refused = mine.delete("/api/lora/" + id);
        assertProblem(refused, 409, "WRONG_STATE");
        assertThat(refused.json().required("detail").asString()).contains("DELETE /api/lora/" + id + "/upload");
        assertThat(mine.delete("/api/lora/" + id + "/upload").status()).isEqualTo(204);
        assertThat(mine.delete("/api/lora/" + id).status()).isEqualTo(404);
    }

    @Test
    void endsARejectedLoraWhoseObjectIsGoneAlready() {
        var mine = owner("rejected");
        var id = stage.upload(mine, "rain.safetensors", BAD);
        awaitStatus(mine, id, "rejected");
        assertThat(mine.delete("/api/lora/" + id).status()).isEqualTo(200);
        awaitStatus(mine, id, "404");
        assertThat(mine.get(ALL).json().required("loras")).isEmpty();
    }

    @Test
    void removesAtOnceWhereNothingCanBeUndone() {
        var mine = owner("at-once");
        var id = ready(mine);
        var strict = stage.beside("--lorikeet.deletion.undo=0s");
        var beside = LoraApi.on(strict.port()).signedIn(token("at-once"));
        assertThat(beside.delete("/api/lora/" + id).status()).isEqualTo(200);
        assertThat(beside.post("/api/lora/" + id + "/restore", null).status()).isIn(404, 410);
        awaitStatus(mine, id, "404");
    }

    @Test
    void saysThatARecordCannotBeRemovedNow() {
        var mine = owner("no-record");
        var id = ready(mine);
        stage.mongoDoor().shut();
        var notNow = mine.delete("/api/lora/" + id);
        assertProblem(notNow, 503, "NOT_REMOVED");
        assertThat(notNow.json().required("error").asString()).isEqualTo("Failed to remove LoRA record");
        assertProblem(mine.post("/api/lora/" + id + "/restore", ""), 503, "NOT_SAVED");
        stage.mongoDoor().open();
        await().atMost(LIMIT).until(() -> mine.get("/api/lora/" + id).status() == 200);
        assertThat(Stage.statusOf(mine, id)).isEqualTo("ready");
    }

    @Test
    void emptiesAWorkspaceWhateverIsInIt() {
        var mine = owner("closing");
        var missing = ready(mine);
        stage.worker().say(new ObjectMissing(new LoraId(missing), keyOf(mine, missing)));
        awaitStatus(mine, missing, "missing");
        var rejected = stage.upload(mine, "bad.safetensors", BAD);
        awaitStatus(mine, rejected, "rejected");
        var deleting = ready(mine);
        var ready = ready(mine);
        stage.worker().keep(true);
        ticket(mine, "open.safetensors", 4);
        stage.upload(mine, "verifying.safetensors", GOOD);
        assertThat(mine.delete("/api/lora/" + deleting).status()).isEqualTo(200);
        assertProblem(stage.clientOf("{\"workspaces\":{\"closing\":\"editor\"}}").delete("/api/workspaces/closing"),
                403,
                "FORBIDDEN");
        assertThat(mine.delete("/api/workspaces/closing").status()).isEqualTo(202);
        assertThat(mine.delete("/api/workspaces/closing").status()).isEqualTo(202);
        assertProblem(mine.post("/api/lora/upload", "{\"fileName\":\"late.ckpt\",\"fileSize\":1}"), 409,
                "WORKSPACE_CLOSING");
        stage.worker().keep(false);
        await().atMost(LIMIT.multipliedBy(2))
                .until(() -> !mine.get("/api/workspaces/closing")
                        .json()
                        .required("workspace")
                        .required("closing")
                        .asBoolean());
        assertThat(mine.get(ALL).json().required("loras")).isEmpty();
        assertThat(Stage.statusOf(mine, ready)).isEqualTo("404");
        assertThat(used(mine, "closing")).isZero();
        assertThat(Stage.usage(mine, "closing").required("openUploads").asInt()).isZero();
        var again = ready(mine);
        await().atMost(LIMIT).until(() -> used(mine, "closing") == GOOD.length);
        assertThat(Stage.statusOf(mine, again)).isEqualTo("ready");
    }

    private ApiClient owner(String workspace) {
        return stage.clientOf(token(workspace));
    }

    private static String token(String workspace) {
        return "{\"workspaces\":{\"" + workspace + "\":\"owner\"}}";
    }

    private String ready(ApiClient who) {
        var id = stage.upload(who, "rain.safetensors", GOOD);
        awaitStatus(who, id, "ready");
        return id;
    }

    private static ObjectKey keyOf(ApiClient who, String lora) {
        return Stage.keyOf(who.get("/api/lora/" + lora).json());
    }

    private static long used(ApiClient who, String workspace) {
        return Stage.usage(who, workspace).required("usedBytes").asLong();
    }
}
