package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a client waits for its tickets and URLs, over HTTP on this machine. A JVM that has just been started is several
 * times slower; {@code -Dlorikeet.speed.rounds=60 -Dlorikeet.speed.pause=1} warms it up. The times are for reading.
 */
final class TicketSpeedIT {
    /** As many as may be open at once. */
    private static final int TICKETS = 90;
    private static final int WARM_UP = Integer.getInteger("lorikeet.speed.rounds", 1);
    private static final Duration BETWEEN = Duration.ofMillis(Integer.getInteger("lorikeet.speed.pause", 50));

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @Test
    void ticketsAndUrlsComeAtOnce(@TempDir Path data) {
        try (var running = RunningLoraApi.start(data,
                "--management.metrics.distribution.percentiles.http.server.requests=0.5")) {
            port = running.port();
            await().atMost(Stage.LIMIT).until(LoraApi.on(port)::isReady);
            for (int round = 0; round < WARM_UP; round++) {
                median(TICKETS, ticketsIn("warm-" + round));
            }
            System.out.printf("ticket for a single PUT: median %d us%n", median(TICKETS, ticketsIn("film")));
            System.out.printf("of which in the server, warm-up included: median %.0f us%n", inServer(running));
            var client = LoraApi.on(port).signedIn("{}");
            var lora = Stage.idOf(Stage.ticket(client, "large.safetensors", 5_000_000_000L));
            var numbers = IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
            var token = token("demo");
            System.out.printf("100 part URLs: median %d us%n", median(TICKETS,
                    _ -> post(token, "/api/lora/" + lora + "/upload/parts", "{\"numbers\":[" + numbers + "]}", 200)));
        }
    }

    private static double inServer(RunningLoraApi running) {
        return running.context()
                .getBean(MeterRegistry.class)
                .get("http.server.requests")
                .tags("uri", "/api/lora/upload", "status", "201")
                .timer()
                .takeSnapshot()
                .percentileValues()[0].value(TimeUnit.MICROSECONDS);
    }

    private IntConsumer ticketsIn(String workspace) {
        var token = token(workspace);
        return number -> post(token, "/api/lora/upload",
                "{\"fileName\":\"rain-" + number + ".safetensors\",\"fileSize\":1000000}", 201);
    }

    private String token(String workspace) {
        return LoraApi.on(port)
                .post("/dev/token", "{\"workspaces\":{\"" + workspace + "\":\"owner\"}}")
                .json()
                .required("token")
                .asString();
    }

    private void post(String token, String path, String body, int expected) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(http.sendAsync(request, BodyHandlers.ofString()).join().statusCode()).isEqualTo(expected);
    }

    private static long median(int times, IntConsumer request) {
        var sorted = IntStream.range(0, times).mapToLong(number -> {
            // What the one before left to be published is done by then, as it is between people.
            await().pollDelay(BETWEEN).until(() -> true);
            long start = System.nanoTime();
            request.accept(number);
            return (System.nanoTime() - start) / 1000;
        }).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
