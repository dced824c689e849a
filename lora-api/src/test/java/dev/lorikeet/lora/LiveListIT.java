package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lorikeet.http.testing.EventStream;
import dev.lorikeet.http.testing.EventStream.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The live list over HTTP: what a browser sees while LoRAs come and go, and where it goes on after a break. */
final class LiveListIT {

    @Test
    void tellsEachChangeAndGoesOnAtAnotherInstance(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of())) {
            var client = stage.client();
            Event last;
            String lora;
            try (var stream = client.listen("/api/lora/events")) {
                lora = stage.upload(client, "rain.safetensors", new byte[]{1, 2, 3});
                await().atMost(Stage.LIMIT).until(() -> shows(stream, lora, "ready"));
                assertThat(stream.received().getFirst().name()).isEqualTo("added");
                last = stream.received().getLast();
            }
            assertThat(client.patch("/api/lora/" + lora, "{\"name\":\"Snow\"}").status()).isEqualTo(200);
            assertThat(client.delete("/api/lora/" + lora).status()).isEqualTo(200);
            var other = LoraApi.on(stage.beside("--lorikeet.live.heartbeat=1s").port())
                    .signedIn("{}")
                    .with("Last-Event-ID", last.id());
            try (var resumed = other.listen("/api/lora/events")) {
                await().atMost(Stage.LIMIT).until(() -> names(resumed).contains("removed"));
                assertThat(names(resumed)).doesNotContain("reset", "added");
                assertThat(resumed.received().getLast().data().required("id").asString()).isEqualTo(lora);
            }
        }
    }

    @Test
    void tellsNothingOfOtherWorkspaces(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of());
                var film = stage.clientOf("{\"workspaces\":{\"film\":\"viewer\"}}").listen("/api/lora/events");
                var demo = stage.client().listen("/api/lora/events")) {
            var lora = stage.upload(stage.client(), "rain.safetensors", new byte[]{1, 2, 3});
            await().atMost(Stage.LIMIT).until(() -> shows(demo, lora, "ready"));
            assertThat(film.received()).isEmpty();
        }
    }

    private static boolean shows(EventStream stream, String lora, String status) {
        return stream.received()
                .stream()
                .filter(event -> event.data().has("lora"))
                .map(event -> event.data().required("lora"))
                .anyMatch(shown -> shown.required("id").asString().equals(lora)
                        && shown.required("status").asString().equals(status));
    }

    private static List<String> names(EventStream stream) {
        return stream.received().stream().map(Event::name).toList();
    }
}
