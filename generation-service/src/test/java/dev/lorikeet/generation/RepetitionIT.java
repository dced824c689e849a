package dev.lorikeet.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An order that comes more than once with the same Idempotency-Key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepetitionIT {
    private static final String ORDER = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\"}}";
    private static final String OTHER = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Snow\"}}";

    private RunningGenerationService service;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data, Studio.NO_WORK);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void findsTheFirstJobWhateverHasBecomeOfIt() {
        var mine = editor("again").with("Idempotency-Key", "once");
        var first = id(mine.post("/api/generate", ORDER));
        assertThat(mine.delete("/api/generate/" + first).status()).isEqualTo(200);
        var repeated = mine.post("/api/generate", ORDER);
        assertThat(id(repeated)).isEqualTo(first);
        assertThat(repeated.header("Location")).isEqualTo("/api/generate/" + first);
        assertThat(mine.get("/api/generate").json().required("jobs")).hasSize(1);
        assertThat(id(mine.with("Idempotency-Key", "another").post("/api/generate", ORDER))).isNotEqualTo(first);
    }

    @Test
    void isRefusedWhereItIsAnotherOrder() {
        var mine = editor("other").with("Idempotency-Key", "once");
        var before = new Studio(service, "other").cancelled();
        assertThat(mine.post("/api/generate", ORDER).status()).isEqualTo(202);
        assertReused(mine.post("/api/generate", OTHER));
        assertReused(mine.post("/api/generate/" + before + "/retry", null));
    }

    @Test
    void aRetryCanBeRepeatedToo() {
        var mine = editor("retry");
        var before = new Studio(service, "retry").cancelled();
        var keyed = mine.with("Idempotency-Key", "once");
        var first = id(keyed.post("/api/generate/" + before + "/retry", null));
        assertThat(id(keyed.post("/api/generate/" + before + "/retry", null))).isEqualTo(first);
        assertThat(id(mine.post("/api/generate/" + before + "/retry", null))).isNotEqualTo(first);
    }

    @Test
    void makesOneJobAlsoWhereAllComeAtTheSameMoment() {
        for (int round = 0; round < 10; round++) {
            var mine = editor("race-" + round).with("Idempotency-Key", "once");
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> mine.post("/api/generate", ORDER)))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).map(RepetitionIT::id).distinct()).hasSize(1);
            assertThat(mine.get("/api/generate").json().required("jobs")).hasSize(1);
        }
    }

    @Test
    void theSameKeyOfAnotherPersonOrInAnotherWorkspaceIsAnotherKey() {
        var ids = List.of(editor("one"), editor("two"))
                .stream()
                .map(client -> id(client.with("Idempotency-Key", "shared").post("/api/generate", ORDER)))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    private ApiClient editor(String workspace) {
        return new Studio(service, workspace).as("editor");
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().at("/job/id").asString();
    }

    private static void assertReused(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().required("code").asString()).isEqualTo("KEY_REUSED");
    }
}
