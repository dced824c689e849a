package dev.lorikeet.generation;

import java.nio.file.Path;

import dev.lorikeet.http.testing.KafkaRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from the request to its event and to its refusal. */
final class TracesIT {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void theEventCarriesTheTraceOfTheOrderThatCausedIt(@TempDir Path data) {
        try (var service = RunningGenerationService.start(data)) {
            var editor = new Studio(service, "film").as("editor").with("traceparent", TRACE);
            var job = editor.post("/api/generate", "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\"}}")
                    .json()
                    .at("/job/id")
                    .asString();
            await().atMost(Studio.LIMIT)
                    .untilAsserted(() -> assertThat(
                            KafkaRecords.of(service.platform().kafka().bootstrapServers()))
                            .filteredOn(record -> record.key().equals(job)
                                    && record.headers().getOrDefault("ce_type", "").contains("requested"))
                            .singleElement()
                            .satisfies(record -> assertThat(record.headers()).containsEntry("traceparent", TRACE)));
            assertThat(editor.get("/api/generate/none").json().required("traceId").asString())
                    .isEqualTo(TRACE.substring(3, 35));
        }
    }
}
