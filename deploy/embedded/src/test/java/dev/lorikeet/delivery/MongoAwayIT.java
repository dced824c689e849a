package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.embedded.LoopbackPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A document store whose MongoDB nobody answers for. */
final class MongoAwayIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static MongoClient client;

    @BeforeAll
    static void connect() {
        client = MongoClients.create("mongodb://" + LoopbackPort.HOST + ":" + LoopbackPort.free()
                + "/?serverSelectionTimeoutMS=300");
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void isUnavailableToEveryOperation(String name, Function<DocumentStore, Publisher<?>> operation) {
        var store = new MongoDocumentStore(client.getDatabase("away"), name);
        assertThatThrownBy(() -> Flux.from(operation.apply(store)).then().block(LIMIT)).isInstanceOf(Unavailable.class);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                of("prepare", DocumentStore::prepare),
                of("find", store -> store.find("a")),
                of("findCommitted", store -> store.findCommitted("a")),
                of("findAll", store -> store.findAll(List.of("a", "b"))),
                of("insert", store -> store.write(write(0))),
                of("update", store -> store.write(write(1))),
                of("writeAll", store -> store.writeAll(List.of(write(0), write(1)))),
                of("withOutbox", store -> store.withOutbox("0", "1", 10)),
                of("pull", store -> store.pull("a", List.of("a.1"))),
                of("due", store -> store.due(NOON, 10)),
                of("uniqueKeys", store -> store.uniqueKeys("film/", 10)),
                of("listed", store -> store.listed("name", "x", 10)),
                of("index", store -> store.index("name")),
                of("listings", store -> store.listings("name", "x", "", 10)),
                of("forget", store -> store.forget("a", 1)),
                of("moveDue", store -> store.moveDue("a", NOON, NOON.plusSeconds(60), true)));
    }

    private static Arguments of(String name, Function<DocumentStore, Publisher<?>> operation) {
        return arguments(name, operation);
    }

    private static DocumentWrite write(long version) {
        return new DocumentWrite("a", version, Map.of(), Map.of(), Optional.of("film/rain"), List.of(), "",
                new DocumentWrite.Due.Never());
    }
}
