package dev.lorikeet.lora;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final String LORA = "/api/lora/{id}";

    private static final List<Row<Room>> ROWS = List.of(
            Row.of("POST /dev/token", Door.ANYBODY, 200, (client, _) -> client.post("/dev/token", "{}")),
            Row.get("GET /config.json", Door.ANYBODY, 200),
            Row.get("GET /openapi.yaml", Door.ANYBODY, 200),
            Row.get("GET /openapi.json", Door.ANYBODY, 200),
            Row.get("GET /api/workspaces", Door.SIGNED_IN, 200),
            Row.item("GET /api/workspaces/{id}", Door.VIEWER_OF_WORKSPACE, 200, Room::workspace, null),
            Row.item("DELETE /api/workspaces/{id}", Door.OWNER_OF_WORKSPACE, 202, Room::workspace, null),
            Row.get("GET /api/lora", Door.VIEWER_OF_WORKSPACE, 200),
            Row.get("GET /api/lora/events", Door.VIEWER_OF_WORKSPACE, 200),
            Row.of("POST /api/lora/upload application/json", Door.EDITOR_OF_WORKSPACE, 201,
                    (client, _) -> client.post("/api/lora/upload",
                            "{\"fileName\":\"rain.safetensors\",\"fileSize\":100}")),
            Row.of("POST /api/lora/upload multipart/form-data", Door.EDITOR_OF_WORKSPACE, 201,
                    (client, _) -> client.postFile("/api/lora/upload", "rain.safetensors", new byte[9], Map.of())),
            Row.item("GET " + LORA, Door.VIEWER_OF_ITEM, 200, Room::uploading, null),
            Row.item("GET " + LORA + "/download", Door.VIEWER_OF_ITEM, 200, Room::ready, null),
            Row.item("PATCH " + LORA, Door.EDITOR_OF_ITEM, 200, Room::ready, "{\"name\":\"Snow\"}"),
            Row.item("DELETE " + LORA, Door.EDITOR_OF_ITEM, 200, Room::ready, null),
            Row.item("POST " + LORA + "/restore", Door.EDITOR_OF_ITEM, 200, Room::deleting, null),
            Row.item("GET " + LORA + "/upload", Door.EDITOR_OF_ITEM, 200, Room::uploading, null),
            Row.item("DELETE " + LORA + "/upload", Door.EDITOR_OF_ITEM, 204, Room::uploading, null),
            Row.item("POST " + LORA + "/upload/parts", Door.EDITOR_OF_ITEM, 200, Room::uploading,
                    "{\"numbers\":[1]}"),
            Row.item("POST " + LORA + "/upload/complete", Door.EDITOR_OF_ITEM, 202, Room::uploaded, "{}"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final PlayedSource source = new PlayedSource();
    private MachineKeys keys;
    private RunningLoraApi api;
    private AccessMatrix<Room> matrix;

    @BeforeAll
    void start(@TempDir Path data) {
        keys = MachineKeys.writtenIn(data, "library", "generation");
        api = RunningLoraApi.start(data, Stream.concat(Stream.of("--lorikeet.import.trusted-hosts=127.0.0.1"),
                keys.settings().stream()).toArray(String[]::new));
        var anybody = LoraApi.on(api.port());
        matrix = new AccessMatrix<>(Stream.concat(ROWS.stream(), Stream.of(imports())).toList(), anybody, api.tokens(),
                workspace -> new Room(api, anybody, http, workspace));
    }

    private Row<Room> imports() {
        var link = source.at("/rain.safetensors", new PlayedFile(new byte[]{1}));
        return Row.of("POST /api/lora/import application/json", Door.EDITOR_OF_WORKSPACE, 202,
                (client, _) -> client.post("/api/lora/import", "{\"url\":\"" + link + "\"}"));
    }

    @AfterAll
    void stop() {
        source.close();
        api.close();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        matrix.assertEveryRouteHasARowAndEveryRowARoute(api.context());
    }

    @TestFactory
    Stream<DynamicTest> answersEachVisitorAsTheTableSays() {
        return matrix.everybodyAtEveryDoor();
    }

    @TestFactory
    Stream<DynamicTest> aLoraOfOthersLooksLikeOneThatNeverWas() {
        return matrix.itemsOfOthers();
    }

    @Test
    void machinesComeInWithKeysThatChangeWithoutARestart() {
        var anybody = LoraApi.on(api.port());
        MachineKeys.assertNarrow(anybody, "/api/lora", client -> client.post("/api/lora/upload",
                "{\"fileName\":\"rain.safetensors\",\"fileSize\":100}"));
        MachineKeys.assertTellNothing(anybody, "/api/lora");
        keys.assertChangeWithoutARestart(anybody, "/api/lora", api.context().getBean(MeterRegistry.class));
    }
}
