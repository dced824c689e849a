package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.Map;

import dev.lorikeet.http.testing.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An object that storage-worker does not remove. */
final class LateRemovalIT {

    @Test
    void isShownAsOneThatFailedOnceItIsLateAndForgottenWhenItSucceeds(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of("lorikeet.deletion.undo", "0s"))) {
            var patient = stage.client();
            var lora = stage.upload(patient, "rain.safetensors", new byte[]{1, 2, 3});
            Stage.awaitStatus(patient, lora, "ready");
            stage.worker().keep(true);
            assertThat(patient.delete("/api/lora/" + lora).status()).isEqualTo(200);
            Stage.awaitDiscarded(patient, lora);
            var hasty = LoraApi.on(stage.beside("--lorikeet.library.late-removal=1s").port()).signedIn("{}");
            await().atMost(Stage.LIMIT).until(() -> shown(hasty, lora).has("rejection"));
            assertFailed(shown(hasty, lora));
            assertFailed(hasty.get("/api/lora?status=deleting").json().required("loras").required(0));
            assertThat(shown(patient, lora).has("rejection")).as("five minutes are not over").isFalse();
            stage.worker().keep(false);
            Stage.awaitStatus(hasty, lora, "404");
        }
    }

    private static void assertFailed(JsonNode lora) {
        assertThat(lora.required("status").asString()).isEqualTo("deleting");
        assertThat(lora.required("rejection").required("code").asString()).isEqualTo("STORAGE_DELETE_FAILED");
        assertThat(lora.required("rejection").required("message").asString())
                .isEqualTo("Failed to delete file from storage");
    }

    private static JsonNode shown(ApiClient client, String lora) {
        return client.get("/api/lora/" + lora).json().required("lora");
    }
}
