package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.KafkaLogs;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.GenerationInputs;
import dev.lorikeet.event.GenerationInputs.UsedLora;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What generation-service says on Kafka, as the library shows it. */
final class UsageIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void countsEachGenerationOnceAndKnowsTheLastOne(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of())) {
            var client = stage.client();
            var used = stage.upload(client, "rain.safetensors", new byte[]{1, 2, 3});
            var unused = stage.upload(client, "snow.safetensors", new byte[]{1, 2, 3});
            Stage.awaitStatus(client, used, "ready");
            Stage.awaitStatus(client, unused, "ready");
            var log = KafkaLogs.at(stage.api().platform().kafka().bootstrapServers());
            for (int number : List.of(1, 2, 2, 1)) {
                log.append(new EventCodec().encode(requested(new LoraId(used), number))).block(Stage.LIMIT);
            }
            await().atMost(Stage.LIMIT)
                    .until(() -> client.get("/api/lora/" + used)
                            .json()
                            .required("lora")
                            .required("useCount")
                            .asLong() == 2);
            KafkaLogs.close(log);
            var first = client.get("/api/lora?sort=-lastUsed").json().required("loras").required(0);
            assertThat(first.required("id").asString()).isEqualTo(used);
            assertThat(first.required("lastUsed").asString()).isEqualTo("2026-03-04T12:00:02Z");
            assertThat(first.required("version").asLong()).isEqualTo(1);
        }
    }

    private static EventEnvelope<GenerationRequested> requested(LoraId lora, int number) {
        var inputs = new GenerationInputs("wan22", List.of(new UsedLora(lora, "lora_high", 1.0)),
                NOON.plusSeconds(number));
        return new EventEnvelope<>("generation-" + number, "/generation-service/generations", 1, NOON, null,
                new GenerationRequested(new GenerationId("g" + number), new WorkspaceId("demo"), inputs));
    }
}
