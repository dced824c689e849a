package dev.lorikeet.generation;

import java.nio.file.Path;
import java.util.List;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.EventStream;
import dev.lorikeet.http.testing.EventStream.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a browser sees of jobs as they go on, and where it goes on after a break. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveJobsIT {
    private RunningGenerationService service;
    private RunningGenerationService other;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data, Studio.NO_WORK, "--lorikeet.live.heartbeat=200ms");
        other = service.startBeside();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void goesOnAtAnotherInstanceWithWhatWasMissed() {
        var studio = new Studio(service, "break");
        Event last;
        String job;
        try (var events = studio.as("viewer").listen("/api/generate/events")) {
            job = studio.queued();
            await().atMost(Studio.LIMIT).until(() -> seen(events, job).contains("queued"));
            last = events.received().getLast();
        }
        assertThat(studio.as("editor").delete("/api/generate/" + job).status()).isEqualTo(200);
        for (var instance : List.of(other, service)) {
            for (var path : List.of("/api/generate/events", "/api/generate/" + job + "/events")) {
                var back = at(instance, "break").with("Last-Event-ID", last.id());
                try (var events = back.listen(path)) {
                    await().atMost(Studio.LIMIT).until(() -> seen(events, job).contains("cancelled"));
                    assertThat(events.received()).extracting(Event::name).containsOnly("changed");
                }
            }
        }
    }

    @Test
    void whoseIdMeansNothingHasToLoadTheListAgain() {
        var back = at(service, "lost").with("Last-Event-ID", "nonsense");
        try (var events = back.listen("/api/generate/events")) {
            await().atMost(Studio.LIMIT).until(() -> !events.received().isEmpty());
            assertThat(events.received().getFirst().name()).isEqualTo("reset");
        }
    }

    @Test
    void aStreamOfOneJobBeginsWithTheJobAndTellsOfNoOther() {
        var studio = new Studio(service, "one");
        var job = studio.cancelled();
        try (var one = at(other, "one").listen("/api/generate/" + job + "/events");
                var all = at(other, "one").listen("/api/generate/events")) {
            await().atMost(Studio.LIMIT).until(() -> seen(one, job).contains("cancelled"));
            var another = studio.queued();
            await().atMost(Studio.LIMIT).until(() -> seen(all, another).contains("queued"));
            assertThat(one.received()).allMatch(event -> event.data().at("/job/id").asString().equals(job));
        }
    }

    @Test
    void aWaitingJobKnowsItsPlaceInTheQueue() {
        var studio = new Studio(service, "queue");
        var first = studio.queued();
        var second = studio.queued();
        assertThat(queue(first).required("position").asInt()).isEqualTo(1);
        assertThat(queue(second).required("position").asInt()).isEqualTo(2);
        assertThat(queue(second).required("reason").asString()).contains("One job of this workspace is before it.");
        assertThat(studio.as("editor").delete("/api/generate/" + first).status()).isEqualTo(200);
        assertThat(queue(second).required("position").asInt()).isEqualTo(1);
    }

    private JsonNode queue(String job) {
        return at(service, "queue").get("/api/generate/" + job).json().at("/job/queue");
    }

    @Test
    void tellsNothingOfOtherWorkspaces() {
        try (var foreign = at(service, "theirs").listen("/api/generate/events");
                var own = at(service, "ours").listen("/api/generate/events")) {
            var job = new Studio(service, "ours").queued();
            await().atMost(Studio.LIMIT).until(() -> seen(own, job).contains("queued"));
            assertThat(foreign.received()).isEmpty();
        }
    }

    private ApiClient at(RunningGenerationService instance, String workspace) {
        return GenerationService.on(instance.port()).as(service.tokens().member(workspace, "viewer"));
    }

    private static List<String> seen(EventStream events, String job) {
        return events.received()
                .stream()
                .map(event -> event.data().path("job"))
                .filter(shown -> shown.path("id").asString("").equals(job))
                .map(shown -> shown.required("status").asString())
                .toList();
    }
}
