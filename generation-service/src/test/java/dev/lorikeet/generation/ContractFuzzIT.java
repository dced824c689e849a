package dev.lorikeet.generation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.http.testing.Fuzz;
import dev.lorikeet.http.testing.FuzzRun;
import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/** Whatever it is sent, the service keeps its contract; {@link FuzzRun} says how to run another or a longer one. */
final class ContractFuzzIT {

    @Test
    void answersEveryRequestWithinItsContract(@TempDir Path data) {
        try (var service = RunningGenerationService.start(data)) {
            var client = GenerationService.on(service.port());
            var tokens = service.tokens();
            var fuzz = new Fuzz(GenerationService.CONTRACT, FuzzRun.SEED, List.of(tokens.member("demo", "editor"),
                    tokens.signed(Tokens.claims("kim", Map.of("film", "owner", "demo", "viewer"))),
                    tokens.signed(Tokens.claims("lee", Map.of()))));
            var run = new FuzzRun(GenerationService.CONTRACT, client, fuzz);
            run.run(_ -> {}, _ -> {});
            await().atMost(Duration.ofSeconds(30)).until(() -> client.isReady());
            run.assertContractIsKept();
        }
    }
}
