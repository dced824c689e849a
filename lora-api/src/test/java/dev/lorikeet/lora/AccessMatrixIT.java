package dev.lorikeet.lora;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Routes;
import dev.lorikeet.http.testing.Visitor;
import dev.lorikeet.http.testing.Visitor.Door;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every route of the running service, asked by everybody there is, each in a workspace that is new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessMatrixIT {
    private static final String LORA = "/api/lora/{lora}";

    private static final List<Row> ROWS = List.of(
            Row.of("POST /dev/token", Door.ANYBODY, 200, (client, _) -> client.post("/dev/token", "{}")),
            Row.get("GET /config.json", Door.ANYBODY, 200),
            Row.get("GET /openapi.yaml", Door.ANYBODY, 200),
            Row.get("GET /openapi.json", Door.ANYBODY, 200),
            Row.get("GET /api/workspaces", Door.SIGNED_IN, 200),
            Row.of("GET /api/workspaces/{workspace}", Door.VIEWER_OF_WORKSPACE, 200,
                    (client, room) -> client.get("/api/workspaces/" + room.workspace())),
            Row.of("DELETE /api/workspaces/{workspace}", Door.OWNER_OF_WORKSPACE, 202,
                    (client, room) -> client.delete("/api/workspaces/" + room.workspace())),
            Row.get("GET /api/lora", Door.VIEWER_OF_WORKSPACE, 200),
            Row.get("GET /api/lora/events", Door.VIEWER_OF_WORKSPACE, 200),
            Row.of("POST /api/lora/upload application/json", Door.EDITOR_OF_WORKSPACE, 201,
                    (client, _) -> client.post("/api/lora/upload",
                            "{\"fileName\":\"rain.safetensors\",\"fileSize\":100}")),
            Row.of("POST /api/lora/upload multipart/form-data", Door.EDITOR_OF_WORKSPACE, 201,
                    (client, _) -> client.postFile("/api/lora/upload", "rain.safetensors", new byte[9], Map.of())),
            Row.lora("GET " + LORA, Door.VIEWER_OF_ITEM, 200, Room::uploading, null),
            Row.lora("GET " + LORA + "/download", Door.VIEWER_OF_ITEM, 200, Room::ready, null),
            Row.lora("PATCH " + LORA, Door.EDITOR_OF_ITEM, 200, Room::ready, "{\"name\":\"Snow\"}"),
            Row.lora("DELETE " + LORA, Door.EDITOR_OF_ITEM, 200, Room::ready, null),
            Row.lora("POST " + LORA + "/restore", Door.EDITOR_OF_ITEM, 200, Room::deleting, null),
            Row.lora("GET " + LORA + "/upload", Door.EDITOR_OF_ITEM, 200, Room::uploading, null),
            Row.lora("DELETE " + LORA + "/upload", Door.EDITOR_OF_ITEM, 204, Room::uploading, null),
            Row.lora("POST " + LORA + "/upload/parts", Door.EDITOR_OF_ITEM, 200, Room::uploading,
                    "{\"numbers\":[1]}"),
            Row.lora("POST " + LORA + "/upload/complete", Door.EDITOR_OF_ITEM, 202, Room::uploaded, "{}"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger rooms = new AtomicInteger();
    private RunningLoraApi api;
    private ApiClient anybody;

    /**
     * One route.
     *
     * @param target makes what the request is about, and says its address
     * @param ask sends the request there
     */
    private record Row(String route, Door door, int success, Function<Room, String> target,
            Question ask) {

        private interface Question {
            Answer ask(ApiClient client, Room room, String target);
        }

        static Row of(String route, Door door, int success, BiFunction<ApiClient, Room, Answer> ask) {
            return new Row(route, door, success, _ -> "", (client, room, _) -> ask.apply(client, room));
        }

        static Row get(String route, Door door, int success) {
            return of(route, door, success, (client, _) -> client.get(route.substring("GET ".length())));
        }

        static Row lora(String route, Door door, int success, Function<Room, String> made,
                @Nullable String body) {
            var parts = route.split(" ", 2);
            return new Row(route, door, success, made, (client, _, lora) -> client.send(parts[0],
                    parts[1].replace("{lora}", lora), body));
        }

        boolean ofLora() {
            return route.contains("{lora}");
        }
    }

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
        anybody = LoraApi.on(api.port());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        var routes = Routes.withTypes(api.context())
                .stream()
                .map(route -> route.replace("/workspaces/{id}", "/workspaces/{workspace}")
                        .replace("/lora/{id}", "/lora/{lora}"));
        assertThat(ROWS.stream().map(Row::route)).containsExactlyInAnyOrderElementsOf(routes.toList());
    }

    @TestFactory
    Stream<DynamicTest> answersEachVisitorAsTheTableSays() {
        return ROWS.stream()
                .flatMap(row -> Stream.of(Visitor.values())
                        .map(visitor -> dynamicTest(row.route() + " " + visitor, () -> check(row, visitor))));
    }

    private void check(Row row, Visitor visitor) {
        var room = room();
        var target = row.target().apply(room);
        assertThat(row.ask().ask(client(visitor, room), room, target).status())
                .isEqualTo(row.door().answers(visitor, row.success()));
    }

    @TestFactory
    Stream<DynamicTest> aLoraOfOthersLooksLikeOneThatNeverWas() {
        return ROWS.stream().filter(Row::ofLora).map(row -> dynamicTest(row.route(), () -> {
            var room = room();
            var client = client(Visitor.OF_ANOTHER_WORKSPACE, room);
            var foreign = row.ask().ask(client, room, row.target().apply(room));
            var unknown = row.ask().ask(client, room, "there-never-was-such-a-lora");
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(withoutItsOwn(foreign)).isEqualTo(withoutItsOwn(unknown));
            assertThat(foreign.headers().values().keySet()).isEqualTo(unknown.headers().values().keySet());
        }));
    }

    private static ObjectNode withoutItsOwn(Answer answer) {
        return ((ObjectNode) answer.json()).without(List.of("instance", "traceId"));
    }

    private Room room() {
        return new Room(api, anybody, http, "room-" + rooms.incrementAndGet());
    }

    private ApiClient client(Visitor visitor, Room room) {
        var client = anybody.with("X-Workspace-Id", room.workspace());
        return visitor.token(api.tokens(), room.workspace()).map(client::as).orElse(client);
    }
}
