package dev.lorikeet.generation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import dev.lorikeet.http.testing.ApiClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many jobs that RunPod has at the same time; {@code -Dlorikeet.speed.jobs=1000}. The rates are for reading. */
final class ManyJobsIT {
    private static final int JOBS = Integer.getInteger("lorikeet.speed.jobs", 60);
    /** Four fifths of RunPod's own limit. */
    private static final int MOST_LOOKS = 1_600;
    private static final int WINDOWS = 2;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void asksAboutAllOfThemWithinTheLimitsOfRunPod(@TempDir Path data) throws Exception {
        try (var service = RunningGenerationService.start(data, "--lorikeet.orders.open-per-workspace=10000",
                "--lorikeet.orders.share-of-queue=100",
                "--lorikeet.dispatch.per-endpoint=2000", "--lorikeet.dispatch.per-workspace=2000",
                "--lorikeet.dispatch.first-look=2s", "--lorikeet.dispatch.queued-look=8s")) {
            keepInQueue(service);
            var editor = new Studio(service, "film").as("editor");
            for (int job = 0; job < JOBS; job++) {
                // The queue is shorter than that, and whoever is told to come again does.
                await().atMost(LIMIT).until(() -> ordered(editor), status -> status == 202);
            }
            await().atMost(LIMIT).until(() -> running(editor) == 0);
            for (int window = 0; window < WINDOWS; window++) {
                long before = calls(service);
                await().atMost(LIMIT).pollDelay(WINDOW).until(() -> true);
                long looks = calls(service) - before;
                System.out.printf("%d jobs at RunPod: %d looks in 10 s%n", JOBS, looks);
                assertThat(looks).isPositive().isLessThanOrEqualTo(MOST_LOOKS);
            }
        }
    }

    private static int ordered(ApiClient editor) {
        return editor.post("/api/generate", "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"rain\"}}").status();
    }

    private static long running(ApiClient editor) {
        return editor.get("/api/generate?status=queued").json().required("jobs").size();
    }

    private static long calls(RunningGenerationService service) {
        return service.context()
                .getBean(MeterRegistry.class)
                .get("resilience4j.circuitbreaker.calls")
                .tags("kind", "successful")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static void keepInQueue(RunningGenerationService service) throws Exception {
        var base = service.platform().runPod().url();
        var address = URI.create("http://" + base.getAuthority() + "/stand-in/wan22");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .method("PATCH", BodyPublishers.ofString("{\"pool\":{\"max\":0}}"))
                    .build(), BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }
}
