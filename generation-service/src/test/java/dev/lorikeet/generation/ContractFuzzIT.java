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
        try (var service = RunningGenerationService.start(data, Studio.NO_WORK,
                "--lorikeet.orders.open-per-workspace=10000")) {
            var client = GenerationService.on(service.port());
            var tokens = service.tokens();
            var fuzz = new Fuzz(GenerationService.CONTRACT, FuzzRun.SEED, List.of(tokens.member("demo", "editor"),
                    tokens.signed(Tokens.claims("kim", Map.of("film", "owner", "demo", "viewer"))),
                    tokens.signed(Tokens.claims("lee", Map.of()))));
            var run = new FuzzRun(GenerationService.CONTRACT, client, fuzz);
            var studio = new Studio(service, "demo");
            run.run(known -> jobsInEveryState(studio).forEach(known::know),
                    answer -> fuzz.know(answer.json().at("/job/id").asString()));
            await().atMost(Duration.ofMinutes(1)).until(() -> client.isReady());
            run.assertContractIsKept();
        }
    }

    private static List<String> jobsInEveryState(Studio studio) {
        var running = studio.running();
        return List.of(studio.queued(), studio.cancelled(), studio.submitting(), running, studio.succeeded(),
                studio.cancelledAndTold(),
                Studio.callbackOf(running));
    }
}
