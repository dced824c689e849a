package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

import dev.lorikeet.lora.contract.ApiClient;
import dev.lorikeet.lora.contract.Fuzz;
import dev.lorikeet.lora.contract.Fuzz.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Whatever it is sent, the service keeps its contract. Another run is {@code -Dlorikeet.fuzz.seed=N}, a longer one
 * {@code -Dlorikeet.fuzz.requests=N}.
 */
final class ContractFuzzIT {
    private static final long SEED = Long.getLong("lorikeet.fuzz.seed", 20_260_131L);
    private static final int REQUESTS = Integer.getInteger("lorikeet.fuzz.requests", 1_900);

    private final Map<String, Integer> accepted = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    @Test
    void answersEveryRequestWithinItsContract(@TempDir Path data) {
        assumeTrue(Boolean.getBoolean("lorikeet.fuzz"), "the fuzz runs with -Dlorikeet.fuzz=true; it is still red");
        try (var api = RunningLoraApi.start(data)) {
            var client = ApiClient.on(api.port());
            var fuzz = new Fuzz(SEED, List.of(token(client, "{}"),
                    token(client, "{\"subject\":\"kim\",\"workspaces\":{\"film\":\"owner\",\"demo\":\"viewer\"}}"),
                    token(client, "{\"subject\":\"lee\",\"workspaces\":{}}")));
            for (int i = 0; i < REQUESTS; i++) {
                send(client, fuzz, fuzz.attempt(i));
            }
            assertThat(broken).as("seed %d, %d broken, accepted: %s", SEED, broken.size(), accepted).isEmpty();
            assertThat(accepted).as("seed %d", SEED).containsKeys("POST /dev/token", "GET /config.json");
            await().atMost(Duration.ofSeconds(30)).until(() -> client.isReady());
        }
    }

    private static String token(ApiClient client, String request) {
        return client.post("/dev/token", request).json().required("token").asString();
    }

    private void send(ApiClient client, Fuzz fuzz, Attempt attempt) {
        var sender = client;
        for (var header : attempt.headers().entrySet()) {
            sender = sender.with(header.getKey(), header.getValue());
        }
        try {
            var answer = sender.send(attempt.method(), attempt.target(), attempt.body());
            if (answer.status() >= 500) {
                broken.add(attempt + " -> " + answer.status());
            }
            if (answer.status() < 300) {
                accepted.merge(attempt.operation(), 1, Integer::sum);
            }
            if (answer.status() == 201) {
                fuzz.know(answer.json().at("/lora/id").asString());
            }
        } catch (CompletionException silent) {
            broken.add(attempt + "\n  " + silent.getCause());
        } catch (AssertionError violation) {
            broken.add(attempt + "\n  " + violation.getMessage());
        }
    }
}
