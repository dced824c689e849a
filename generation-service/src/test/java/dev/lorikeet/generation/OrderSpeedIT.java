package dev.lorikeet.generation;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.PlayedLibrary;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.http.testing.ApiClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long an order takes to be taken and to be at RunPod, in a library of this size:
 * {@code -Dlorikeet.speed.loras=100000 -Dlorikeet.speed.rounds=12 -Dlorikeet.speed.requests=60 -Dlorikeet.speed.alone=30}.
 * Every job is cancelled again, or the queue would be full before the last round.
 * The times are for reading.
 */
final class OrderSpeedIT {
    private static final int LORAS = Integer.getInteger("lorikeet.speed.loras", 500);
    private static final int ROUNDS = Integer.getInteger("lorikeet.speed.rounds", 1);
    private static final int REQUESTS = Integer.getInteger("lorikeet.speed.requests", 20);
    private static final int WARM_UP = 5;
    private static final int ALONE = Integer.getInteger("lorikeet.speed.alone", 5);
    private static final Duration BETWEEN = Duration.ofMillis(40);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final WorkspaceId WORKSPACE = new WorkspaceId("film");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void ordersAreTakenAndSentAtOnce(@TempDir Path data) {
        try (var service = RunningGenerationService.start(data, "--lorikeet.orders.open-per-workspace=10000",
                "--management.metrics.distribution.percentiles.http.server.requests=0.5",
                "--management.metrics.distribution.percentiles.lorikeet.jobs.until.submitted=0.5")) {
            var studio = new Studio(service, WORKSPACE.value());
            PlayedLibrary.fill(service.context().getBean(Copies.class), LORAS);
            var lora = studio.lora("rain", "the file of a LoRA");
            var editor = studio.as("editor");
            for (int round = 1; round <= ROUNDS; round++) {
                var jobs = new ArrayList<JsonNode>();
                System.out.printf("round %d, %d LoRAs: check %d us, order %d us at the client%n", round, LORAS,
                        median(REQUESTS, () -> timed(() -> asked(editor, "/api/generate/check", lora, 200))),
                        median(REQUESTS, () -> timed(() -> jobs.add(ordered(editor, lora)))));
                cancelled(service, editor, jobs);
            }
            var meters = service.context().getBean(MeterRegistry.class);
            System.out.printf("in the server, warm-up included: check %.1f ms, order %.1f ms; until RunPod answered"
                    + " %.1f ms%n", inServer(meters, "/api/generate/check", "200"),
                    inServer(meters, "/api/generate", "202"), meters.get("lorikeet.jobs.until.submitted")
                            .timer()
                            .takeSnapshot()
                            .percentileValues()[0].value(TimeUnit.MILLISECONDS));
            alone(service, editor, lora);
        }
    }

    /** With nothing else to do: from the moment an order is accepted to the one at which RunPod has its request. */
    private void alone(RunningGenerationService service, ApiClient editor, LoraId lora) {
        LongSupplier round = () -> {
            long before = last(service).map(OrderSpeedIT::ordinal).orElse(0L);
            var job = ordered(editor, lora);
            await().atMost(LIMIT)
                    .pollDelay(SOON)
                    .pollInterval(SOON)
                    .until(
                            () -> last(service).map(OrderSpeedIT::ordinal).orElse(0L) > before);
            var called = Instant.parse(last(service).orElseThrow().required("submitted").asString());
            cancelled(service, editor, List.of(job));
            return micros(Duration.between(Instant.parse(job.required("requestedAt").asString()), called));
        };
        long warmUp = median(WARM_UP, round);
        System.out.printf("one job at a time, from the order to the call of RunPod: %d us, after %d us of warming up%n",
                median(ALONE, round), warmUp);
    }

    private static double inServer(MeterRegistry meters, String uri, String status) {
        return meters.get("http.server.requests")
                .tags("uri", uri, "status", status, "method", "POST")
                .timer()
                .takeSnapshot()
                .percentileValues()[0].value(TimeUnit.MILLISECONDS);
    }

    private static JsonNode ordered(ApiClient client, LoraId lora) {
        return asked(client, "/api/generate", lora, 202).required("job");
    }

    private static JsonNode asked(ApiClient client, String path, LoraId lora, int expected) {
        var body = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"rain\",\"lora_high\":\"" + lora.value() + "\"}}";
        var answer = client.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
        return answer.json();
    }

    /** Returns when there is nothing left to do. */
    private static void cancelled(RunningGenerationService service, ApiClient client, List<JsonNode> jobs) {
        jobs.forEach(job -> client.delete("/api/generate/" + job.required("id").asString()));
        var generations = service.context().getBean(Generations.class);
        await().atMost(LIMIT)
                .until(() -> Boolean.FALSE.equals(generations.open(WORKSPACE, 1).hasElements().block(LIMIT)));
    }

    /** What the stand-in was called for most recently. */
    private Optional<JsonNode> last(RunningGenerationService service) {
        var address = service.platform().runPod().url().resolve("/stand-in/wan22/jobs");
        var answer = http.sendAsync(HttpRequest.newBuilder(address).build(),
                BodyHandlers.ofString()).join();
        return JsonMapper.shared()
                .readTree(answer.body())
                .required("jobs")
                .valueStream()
                .max(Comparator.comparingLong(OrderSpeedIT::ordinal));
    }

    private static long ordinal(JsonNode job) {
        return job.required("ordinal").asLong();
    }

    private static long timed(Runnable request) {
        long start = System.nanoTime();
        request.run();
        return micros(Duration.ofNanos(System.nanoTime() - start));
    }

    private static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }

    private static long median(int rounds, LongSupplier round) {
        var sorted = LongStream.generate(() -> {
            await().pollDelay(BETWEEN).until(() -> true);
            return round.getAsLong();
        }).limit(rounds).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
