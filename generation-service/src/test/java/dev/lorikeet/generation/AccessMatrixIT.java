package dev.lorikeet.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.AccessMatrix;
import dev.lorikeet.http.testing.AccessMatrix.Row;
import dev.lorikeet.http.testing.Visitor.Door;
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
    private static final List<Row<String>> ROWS = List.of(
            Row.get("GET /openapi.yaml", Door.ANYBODY, 200),
            Row.get("GET /openapi.json", Door.ANYBODY, 200));

    private RunningGenerationService service;
    private AccessMatrix<String> matrix;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data);
        matrix = new AccessMatrix<>(ROWS, GenerationService.on(service.port()), service.tokens(),
                Function.identity());
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
}
