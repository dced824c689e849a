package dev.lorikeet.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.AccessMatrix;
import dev.lorikeet.http.testing.AccessMatrix.Row;
import dev.lorikeet.http.testing.MachineKeys;
import dev.lorikeet.http.testing.Visitor.Door;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the running service, asked by everybody there is, each in a workspace that is new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessMatrixIT {
    private static final String JOB = "/api/generate/{id}";
    private static final String ORDER = "{\"model\":\"wan22\",\"parameters\":{\"prompt\":\"Rain\"}}";
    private static final List<Row<Studio>> ROWS = List.of(
            Row.get("GET /openapi.yaml", Door.ANYBODY, 200),
            Row.get("GET /openapi.json", Door.ANYBODY, 200),
            Row.get("GET /api/models", Door.SIGNED_IN, 200),
            Row.of("POST /api/generate/check", Door.VIEWER_OF_WORKSPACE, 200,
                    (client, _) -> client.post("/api/generate/check", ORDER)),
            Row.of("POST /api/generate", Door.EDITOR_OF_WORKSPACE, 202,
                    (client, _) -> client.post("/api/generate", ORDER)),
            Row.get("GET /api/generate", Door.VIEWER_OF_WORKSPACE, 200),
            Row.get("GET /api/generate/events", Door.VIEWER_OF_WORKSPACE, 200),
            Row.item("GET " + JOB, Door.VIEWER_OF_ITEM, 200, Studio::queued, null),
            Row.item("GET " + JOB + "/events", Door.VIEWER_OF_ITEM, 200, Studio::queued, null),
            Row.item("GET " + JOB + "/manifest", Door.VIEWER_OF_ITEM, 200, Studio::succeeded, null),
            Row.item("GET " + JOB + "/log", Door.VIEWER_OF_ITEM, 200, Studio::succeeded, null),
            Row.item("DELETE " + JOB, Door.EDITOR_OF_ITEM, 200, Studio::queued, null),
            Row.item("POST " + JOB + "/retry", Door.EDITOR_OF_ITEM, 202, Studio::cancelled, null),
            Row.item("POST " + JOB + "/callback", Door.EDITOR_OF_ITEM, 202, Studio::cancelledAndTold, null),
            Row.get("GET /api/generate/callback-secret", Door.EDITOR_OF_WORKSPACE, 200),
            Row.item("POST /webhooks/runpod/{token}", Door.ANYBODY, 204,
                    studio -> Studio.callbackOf(studio.running()), "{}"));

    private MachineKeys keys;
    private RunningGenerationService service;
    private AccessMatrix<Studio> matrix;

    @BeforeAll
    void start(@TempDir Path data) {
        keys = MachineKeys.writtenIn(data, "generation", "library");
        service = RunningGenerationService.start(data, Stream.concat(Stream.of(Studio.NO_WORK),
                keys.settings().stream()).toArray(String[]::new));
        matrix = new AccessMatrix<>(ROWS, GenerationService.on(service.port()), service.tokens(),
                workspace -> new Studio(service, workspace));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        matrix.assertEveryRouteHasARowAndEveryRowARoute(service.context());
    }

    @TestFactory
    Stream<DynamicTest> answersEachVisitorAsTheTableSays() {
        return matrix.everybodyAtEveryDoor();
    }

    @TestFactory
    Stream<DynamicTest> aJobOfOthersLooksLikeOneThatNeverWas() {
        return matrix.itemsOfOthers();
    }

    @Test
    void machinesComeInWithKeysThatChangeWithoutARestart() {
        var anybody = GenerationService.on(service.port());
        MachineKeys.assertNarrow(anybody, "/api/generate", client -> client.post("/api/generate", ORDER));
        MachineKeys.assertTellNothing(anybody, "/api/generate");
        keys.assertChangeWithoutARestart(anybody, "/api/generate", service.context().getBean(MeterRegistry.class));
    }
}
