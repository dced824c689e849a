package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.lora.contract.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client waits for its tickets and URLs, over HTTP on this machine. The times are for reading. */
final class TicketSpeedIT {
    private static final int TICKETS = 300;
    private static final int ROUNDS = 50;

    @Test
    void ticketsAndUrlsComeAtOnce(@TempDir Path data) {
        try (var api = RunningLoraApi.start(data, "--lorikeet.quota.open-uploads=1000")) {
            var anybody = ApiClient.on(api.port());
            await().atMost(Stage.LIMIT).until(anybody::isReady);
            var client = anybody.signedIn("{}");
            var tickets = IntStream.range(0, TICKETS).mapToLong(one -> time(() -> ticket(client, one))).toArray();
            var lora = Stage.idOf(Stage.ticket(client, "large.safetensors", 5_000_000_000L));
            var numbers = IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
            var urls = IntStream.range(0, ROUNDS).mapToLong(_ -> time(() -> sign(client, lora, numbers))).toArray();
            System.out.printf("ticket for a single PUT: median %d us, first %d us%n", median(tickets), tickets[0]);
            System.out.printf("100 part URLs: median %d us, first %d us%n", median(urls), urls[0]);
        }
    }

    private static void ticket(ApiClient client, int number) {
        assertThat(client.post("/api/lora/upload", "{\"fileName\":\"rain-" + number
                + ".safetensors\",\"fileSize\":1000000}").status()).isEqualTo(201);
    }

    private static void sign(ApiClient client, String lora, String numbers) {
        var answer = client.post("/api/lora/" + lora + "/upload/parts", "{\"numbers\":[" + numbers + "]}");
        assertThat(answer.json().required("parts").size()).isEqualTo(100);
    }

    private static long time(Runnable request) {
        long start = System.nanoTime();
        request.run();
        return (System.nanoTime() - start) / 1000;
    }

    private static long median(long[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
