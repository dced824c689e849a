package dev.lorikeet.lora;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.http.testing.ApiClient.Answer;
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
        try (var source = new PlayedSource();
                var api = RunningLoraApi.start(data,
                        "--lorikeet.quota.open-uploads=10000", "--lorikeet.deletion.undo=1h",
                        "--lorikeet.import.trusted-hosts=127.0.0.1")) {
            var client = LoraApi.on(api.port());
            var room = new Room(api, client, HttpClient.newHttpClient(), "demo");
            var fuzz = new Fuzz(LoraApi.CONTRACT, FuzzRun.SEED, List.of(api.tokens().member("demo", "editor"),
                    api.tokens().signed(Tokens.claims("kim", Map.of("film", "owner", "demo", "viewer"))),
                    api.tokens().signed(Tokens.claims("lee", Map.of()))));
            fuzz.knowText(source.at("/a.safetensors", new PlayedFile(new byte[]{1, 2, 3})));
            var run = new FuzzRun(LoraApi.CONTRACT, client, fuzz);
            run.run(known -> lorasInEveryState(room).forEach(known::know), answer -> created(answer, fuzz));
            await().atMost(Duration.ofMinutes(1)).until(() -> client.isReady());
            run.assertContractIsKept();
        }
    }

    private static void created(Answer answer, Fuzz fuzz) {
        if (answer.status() == 201) {
            fuzz.know(answer.json().at("/lora/id").asString());
        }
    }

    private static List<String> lorasInEveryState(Room room) {
        var inParts = Stage.idOf(Stage.ticket(room.owner(), "storm.safetensors", 306_807_976));
        return List.of(inParts, room.uploading(), room.uploaded(), room.ready(), room.deleting());
    }
}
