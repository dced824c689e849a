package dev.lorikeet.generation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator reads in the meters once a video was made. */
final class MetersIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void areAllInTheHandbook(@TempDir Path data) throws IOException {
        var handbook = Files.readString(Path.of("../docs/operating.md"));
        try (var service = RunningGenerationService.start(data)) {
            var editor = new Studio(service, "film").as("editor");
            var job = editor.post("/api/generate", "{\"model\":\"wan22-5b\",\"parameters\":{\"prompt\":\"Rain\"}}")
                    .json()
                    .at("/job/id")
                    .asString();
            await().atMost(Studio.LIMIT)
                    .until(() -> editor.get("/api/generate/" + job).body().contains("\"status\":\"succeeded\""));
            var names = read(service).required("names")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(name -> name.startsWith("lorikeet.") && !name.startsWith("lorikeet.embedded."))
                    .toList();
            assertThat(names).contains("lorikeet.jobs.submitted", "lorikeet.jobs.ended", "lorikeet.jobs.time",
                    "lorikeet.jobs.until.submitted", "lorikeet.live.streams")
                    .filteredOn(name -> !handbook.contains("| `" + name + "` |"))
                    .isEmpty();
        }
    }

    private JsonNode read(RunningGenerationService service) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/actuator/metrics"))
                .header("Authorization", "Bearer " + service.tokens().operator())
                .build();
        return JsonMapper.shared().readTree(http.sendAsync(request, BodyHandlers.ofString()).join().body());
    }
}
