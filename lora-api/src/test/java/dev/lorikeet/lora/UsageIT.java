package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.KafkaLogs;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationCancelled;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.GenerationInputs;
import dev.lorikeet.event.GenerationInputs.UsedLora;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.testing.ApiClient;
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
            awaitUses(client, used, 2);
            KafkaLogs.close(log);
            var first = client.get("/api/lora?sort=-lastUsed").json().required("loras").required(0);
            assertThat(first.required("id").asString()).isEqualTo(used);
            assertThat(first.required("lastUsed").asString()).isEqualTo("2026-03-04T12:00:02Z");
            assertThat(first.required("version").asLong()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheObjectOfADeletedLoraForAVideoThatNeedsIt(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of("lorikeet.deletion.undo", "0s"))) {
            var client = stage.client();
            var needed = stage.upload(client, "rain.safetensors", new byte[]{1, 2, 3});
            var other = stage.upload(client, "snow.safetensors", new byte[]{1, 2, 3});
            Stage.awaitStatus(client, needed, "ready");
            Stage.awaitStatus(client, other, "ready");
            var log = KafkaLogs.at(stage.api().platform().kafka().bootstrapServers());
            log.append(new EventCodec().encode(requested(new LoraId(needed), 1))).block(Stage.LIMIT);
            awaitUses(client, needed, 1);
            client.delete("/api/lora/" + needed);
            client.delete("/api/lora/" + other);
            // Deleted later, gone earlier: the first one is being kept.
            awaitGone(client, other);
            assertThat(client.get("/api/lora/" + needed).status()).isEqualTo(200);
            log.append(new EventCodec().encode(cancelled(new LoraId(needed), 1))).block(Stage.LIMIT);
            awaitGone(client, needed);
            KafkaLogs.close(log);
        }
    }

    private static void awaitUses(ApiClient client, String lora, long uses) {
        await().atMost(Stage.LIMIT)
                .until(() -> client.get("/api/lora/" + lora)
                        .json()
                        .required("lora")
                        .required("useCount")
                        .asLong() == uses);
    }

    private static void awaitGone(ApiClient client, String lora) {
        await().atMost(Stage.LIMIT).until(() -> client.get("/api/lora/" + lora).status() == 404);
    }

    private static EventEnvelope<GenerationRequested> requested(LoraId lora, int number) {
        return said(number, 1, new GenerationRequested(new GenerationId("g" + number), new WorkspaceId("demo"),
                inputs(lora, number)));
    }

    private static EventEnvelope<GenerationCancelled> cancelled(LoraId lora, int number) {
        return said(number, 2, new GenerationCancelled(new GenerationId("g" + number), new WorkspaceId("demo"),
                inputs(lora, number), 1, NOON));
    }

    private static GenerationInputs inputs(LoraId lora, int number) {
        return new GenerationInputs("wan22", List.of(new UsedLora(lora, "lora_high", 1.0)), NOON.plusSeconds(number));
    }

    private static <E extends GenerationEvent> EventEnvelope<E> said(int number, long sequence, E event) {
        return new EventEnvelope<>("generation-" + number + "." + sequence, "/generation-service/generations",
                sequence, NOON, null, event);
    }
}
