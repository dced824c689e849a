package dev.lorikeet.http.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Visitor.Door;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Every route of a running service, asked by everybody there is, each in a workspace that is new.
 *
 * @param <R> where a service's test makes what its routes are about
 */
public final class AccessMatrix<R> {
    private final List<Row<R>> rows;
    private final ApiClient anybody;
    private final Tokens tokens;
    private final Function<String, R> rooms;
    private final AtomicInteger made = new AtomicInteger();

    /** @param rooms makes one for the workspace of this name */
    public AccessMatrix(List<Row<R>> rows, ApiClient anybody, Tokens tokens, Function<String, R> rooms) {
        this.rows = List.copyOf(rows);
        this.anybody = anybody;
        this.tokens = tokens;
        this.rooms = rooms;
    }

    /**
     * One route.
     *
     * @param success what it answers when it lets somebody in
     * @param target makes what the request is about, and says its id
     * @param ask sends the request there
     */
    public record Row<R>(String route, Door door, int success, Function<R, String> target, Question<R> ask) {

        /** A request about something. */
        public interface Question<R> {
            Answer ask(ApiClient client, R room, String target);
        }

        public static <R> Row<R> of(String route, Door door, int success, BiFunction<ApiClient, R, Answer> ask) {
            return new Row<>(route, door, success, _ -> "", (client, room, _) -> ask.apply(client, room));
        }

        public static <R> Row<R> get(String route, Door door, int success) {
            return of(route, door, success, (client, _) -> client.get(route.substring("GET ".length())));
        }

        /** A route with a variable, which is the id of what is made first. */
        public static <R> Row<R> item(String route, Door door, int success, Function<R, String> made,
                @Nullable String body) {
            var parts = route.split(" ", 3);
            return new Row<>(route, door, success, made, (client, _, id) -> client.send(parts[0],
                    parts[1].replaceFirst("\\{[^}]+}", id), body));
        }

        private boolean ofItem() {
            return door == Door.VIEWER_OF_ITEM || door == Door.EDITOR_OF_ITEM;
        }
    }

    private record Place<R>(String workspace, R room) {}

    public void assertEveryRouteHasARowAndEveryRowARoute(ApplicationContext service) {
        assertThat(rows.stream().map(Row::route)).containsExactlyInAnyOrderElementsOf(Routes.withTypes(service));
    }

    public Stream<DynamicTest> everybodyAtEveryDoor() {
        return rows.stream()
                .flatMap(row -> Stream.of(Visitor.values())
                        .map(visitor -> dynamicTest(row.route() + " " + visitor, () -> check(row, visitor))));
    }

    private void check(Row<R> row, Visitor visitor) {
        var place = place();
        var target = row.target().apply(place.room());
        assertThat(row.ask().ask(client(visitor, place), place.room(), target).status())
                .isEqualTo(row.door().answers(visitor, row.success()));
    }

    /** What belongs to others looks like what never was. */
    public Stream<DynamicTest> itemsOfOthers() {
        return rows.stream().filter(Row::ofItem).map(row -> dynamicTest(row.route(), () -> {
            var place = place();
            var client = client(Visitor.OF_ANOTHER_WORKSPACE, place);
            var foreign = row.ask().ask(client, place.room(), row.target().apply(place.room()));
            var unknown = row.ask().ask(client, place.room(), "there-never-was-such-a-thing");
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(withoutItsOwn(foreign)).isEqualTo(withoutItsOwn(unknown));
            assertThat(foreign.headers().values().keySet()).isEqualTo(unknown.headers().values().keySet());
        }));
    }

    private static ObjectNode withoutItsOwn(Answer answer) {
        return ((ObjectNode) answer.json()).without(List.of("instance", "traceId"));
    }

    private Place<R> place() {
        var workspace = "room-" + made.incrementAndGet();
        return new Place<>(workspace, rooms.apply(workspace));
    }

    private ApiClient client(Visitor visitor, Place<R> place) {
        var client = anybody.with("X-Workspace-Id", place.workspace());
        return visitor.token(tokens, place.workspace()).map(client::as).orElse(client);
    }
}
