package dev.lorikeet.lora;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

import dev.lorikeet.lora.contract.ApiClient;
import dev.lorikeet.lora.contract.ApiClient.Answer;
import dev.lorikeet.lora.contract.Contract;
import dev.lorikeet.lora.contract.Fuzz;
import dev.lorikeet.lora.contract.Fuzz.Attempt;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/**
 * Whatever it is sent, the service keeps its contract. Another run is {@code -Dlorikeet.fuzz.seed=N}, a longer one
 * {@code -Dlorikeet.fuzz.requests=N}.
 */
final class ContractFuzzIT {
    private static final long SEED = Long.getLong("lorikeet.fuzz.seed", 20_260_131L);
    private static final int REQUESTS = Integer.getInteger("lorikeet.fuzz.requests", 2_400);
    /** So often there is something new to ask about. */
    private static final int ROUND = 100;

    private final SoftAssertions broken = new SoftAssertions();
    private final Map<String, Integer> accepted = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();

    @Test
    void answersEveryRequestWithinItsContract(@TempDir Path data) {
        try (var api = RunningLoraApi.start(data, "--lorikeet.quota.open-uploads=10000",
                "--lorikeet.deletion.undo=1h")) {
            var client = ApiClient.on(api.port());
            var room = new Room(api, client, HttpClient.newHttpClient(), "demo");
            var fuzz = new Fuzz(SEED, List.of(api.tokens().member("demo", "editor"),
                    api.tokens().signed(Tokens.claims("kim", Map.of("film", "owner", "demo", "viewer"))),
                    api.tokens().signed(Tokens.claims("lee", Map.of()))));
            for (int i = 0; i < REQUESTS; i++) {
                if (i % ROUND == 0) {
                    lorasInEveryState(room).forEach(fuzz::know);
                }
                send(client, fuzz, fuzz.attempt(i));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> client.isReady());
        }
        System.out.printf("The fuzz with seed %d%n  accepted %s%n  refused %s%n", SEED, accepted, refused);
        var all = Contract.ofLoraApi().routes();
        broken.assertThat(accepted.keySet()).as("accepted, seed %d", SEED).containsAll(all);
        broken.assertThat(refused.keySet()).as("refused, seed %d", SEED).containsAll(all);
        broken.assertAll();
    }

    private static List<String> lorasInEveryState(Room room) {
        var inParts = Stage.idOf(Stage.ticket(room.owner(), "storm.safetensors", 306_807_976));
        return List.of(inParts, room.uploading(), room.uploaded(), room.ready(), room.deleting());
    }

    private void send(ApiClient client, Fuzz fuzz, Attempt attempt) {
        var sender = client;
        for (var header : attempt.headers().entrySet()) {
            sender = sender.with(header.getKey(), header.getValue());
        }
        try {
            var answer = sender.send(attempt.method(), attempt.target(), attempt.body());
            if (answer.status() >= 500) {
                broken.fail("seed " + SEED + ": " + attempt + " -> " + answer.status());
            }
            if (answer.status() == 201) {
                fuzz.know(answer.json().at("/lora/id").asString());
            }
            count(attempt, answer);
        } catch (CompletionException silent) {
            broken.fail("seed " + SEED + ": " + attempt + "\n  " + silent.getCause());
        } catch (AssertionError violation) {
            broken.fail("seed " + SEED + ": " + attempt + "\n  " + violation.getMessage());
        }
    }

    /** HEAD is only a way to ask what GET would say. */
    private void count(Attempt attempt, Answer answer) {
        Contract.ofLoraApi()
                .route(attempt.method(), attempt.target())
                .filter(_ -> !attempt.method().equals("HEAD"))
                .ifPresent(route -> (answer.status() < 300 ? accepted : refused).merge(route, 1, Integer::sum));
    }
}
