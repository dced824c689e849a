package dev.lorikeet.generation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.PlayedLibrary;
import dev.lorikeet.http.testing.ApiClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long an order takes to be taken and to be at RunPod, in a library of this size:
 * {@code -Dlorikeet.speed.loras=100000}. The times are for reading.
 */
final class OrderSpeedIT {
    private static final int LORAS = Integer.getInteger("lorikeet.speed.loras", 2_000);
    private static final int ROUNDS = Integer.getInteger("lorikeet.speed.rounds", 2);
    private static final int REQUESTS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(40);

    @Test
    void ordersAreTakenAndSentAtOnce(@TempDir Path data) {
        try (var service = RunningGenerationService.start(data, "--lorikeet.orders.open-per-workspace=10000",
                "--management.metrics.distribution.percentiles.http.server.requests=0.5",
                "--management.metrics.distribution.percentiles.lorikeet.jobs.until.submitted=0.5")) {
            var studio = new Studio(service, "film");
            PlayedLibrary.fill(service.context().getBean(Copies.class), LORAS);
            var lora = studio.lora("rain", "the file of a LoRA");
            var editor = studio.as("editor");
            for (int round = 1; round <= ROUNDS; round++) {
                System.out.printf("round %d, %d LoRAs: check %d us, order %d us at the client%n", round, LORAS,
                        median(_ -> asked(editor, "/api/generate/check", lora, 200)),
                        median(_ -> asked(editor, "/api/generate", lora, 202)));
            }
            var meters = service.context().getBean(MeterRegistry.class);
            System.out.printf("in the server, warm-up included: check %.1f ms, order %.1f ms; until RunPod answered"
                    + " %.1f ms%n", inServer(meters, "/api/generate/check", "200"),
                    inServer(meters, "/api/generate", "202"), meters.get("lorikeet.jobs.until.submitted")
                            .timer()
                            .takeSnapshot()
                            .percentileValues()[0].value(TimeUnit.MILLISECONDS));
        }
    }

    private static double inServer(MeterRegistry meters, String uri, String status) {
        return meters.get("http.server.requests")
                .tags("uri", uri, "status", status, "method", "POST")
                .timer()
                .takeSnapshot()
                .percentileValues()[0].value(TimeUnit.MILLISECONDS);
    }

    private static void asked(ApiClient client, String path, LoraId lora, int expected) {
        var body = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"rain\",\"lora_high\":\"" + lora.value() + "\"}}";
        assertThat(client.post(path, body).status()).isEqualTo(expected);
    }

    private static long median(IntConsumer request) {
        var sorted = IntStream.range(0, REQUESTS).mapToLong(number -> {
            await().pollDelay(BETWEEN).until(() -> true);
            long start = System.nanoTime();
            request.accept(number);
            return (System.nanoTime() - start) / 1000;
        }).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
