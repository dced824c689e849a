package dev.lorikeet.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lorikeet.generation.models.Included;
import dev.lorikeet.http.testing.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What a video will take and cost, before it is ordered, and what it did cost. */
final class ExpectationsIT {
    private static final double PER_SECOND = 2.5;

    @Test
    void goByWhatTheWorkspacesVideosTookBefore(@TempDir Path data) throws IOException {
        try (var service = RunningGenerationService.start(data, "--lorikeet.models.file=" + priced(data).toUri())) {
            var film = new Studio(service, "film").as("editor");
            var made = made(film);
            double seconds = made.at("/timings/executionSeconds").asDouble();
            assertThat(seconds).isPositive();
            assertThat(made.at("/cost/amount").asDouble()).isCloseTo(seconds * PER_SECOND, within(0.0001));
            assertThat(made.at("/cost/currency").asString()).isEqualTo("USD");
            var same = expected(film, 20);
            assertThat(same.required("videos").asInt()).isEqualTo(1);
            assertThat(same.required("seconds").asDouble()).isCloseTo(seconds, within(1.0));
            assertThat(same.at("/cost/amount").asDouble()).isCloseTo(seconds * PER_SECOND, within(0.01));
            assertThat(expected(film, 40).at("/cost/amount").asDouble())
                    .isCloseTo(2 * same.at("/cost/amount").asDouble(), within(0.01));
            var other = new Studio(service, "other").as("editor");
            assertThat(expected(other, 20).isMissingNode()).as("what others took is theirs").isTrue();
        }
    }

    private static Path priced(Path data) throws IOException {
        var price = "price: {perSecond: " + PER_SECOND + ", currency: USD}\n      volumes: []";
        return Files.writeString(data.resolve("models.yaml"), Included.text().replaceFirst("volumes: \\[]", price));
    }

    private static JsonNode made(ApiClient people) {
        var id = people.post("/api/generate", order(20)).json().at("/job/id").asString();
        await().atMost(Studio.LIMIT).until(() -> job(people, id).required("status").asString().equals("succeeded"));
        return job(people, id);
    }

    private static JsonNode job(ApiClient people, String id) {
        return people.get("/api/generate/" + id).json().required("job");
    }

    private static JsonNode expected(ApiClient people, int steps) {
        return people.post("/api/generate/check", order(steps)).json().path("expected");
    }

    private static String order(int steps) {
        return """
                {"model": "wan22",
                 "parameters": {"prompt": "Fog", "width": 256, "height": 256, "frames": 5, "steps": %d}}
                """.formatted(steps);
    }
}
