package dev.lorikeet.generation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What starts before its database. */
final class WithoutMongoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOBODY_THERE = "mongodb://127.0.0.1:1/generation-service?serverSelectionTimeoutMS=500";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void livesAndIsNotReady(@TempDir Path data) {
        try (var service = RunningGenerationService.start(data, "--spring.mongodb.uri=" + NOBODY_THERE)) {
            assertThat(health(service, "liveness")).isEqualTo(200);
            await().atMost(LIMIT).until(() -> health(service, "readiness") == 503);
        }
    }

    private int health(RunningGenerationService service, String group) {
        var address = URI.create("http://127.0.0.1:" + service.port() + "/actuator/health/" + group);
        return http.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()).join().statusCode();
    }
}
