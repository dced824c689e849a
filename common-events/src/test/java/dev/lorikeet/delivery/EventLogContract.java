package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What every event log must do. Tests share a log and a topic, and tell their records apart by key. */
public abstract class EventLogContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();
    private static final String DEAD = Topic.LORA_EVENTS.deadLettersOf("storage-worker");

    protected abstract EventLog log();

    /** A log that gives a record so long before its handler gets it again. */
    protected abstract EventLog retryingAfter(Duration wait);

    protected abstract Mortal mortal();

    /** So many records of a partition may have been applied when their position is committed. */
    protected abstract int poll();

    /**
     * A process with readers of its own.
     *
     * @param silence from then on nobody hears of it, although it goes on with what it has in hand
     */
    public record Mortal(EventLog log, Runnable silence) {}

    @Nested
    class Readers extends EventReadersContract {
        @Override
        EventLogContract logs() {
            return EventLogContract.this;
        }
    }

    @Test
    void deliversTheRecordsOfAKeyInTheOrderOfPublishing() {
        var publisher = open("order");
        var bodies = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        bodies.forEach(body -> publish(publisher, record("ordered", body)));
        var seen = seen("ordered");
        try (var _ = seen.subscribe("group-order", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(seen.bodies()).isEqualTo(bodies));
        }
        publisher.close().block(LIMIT);
    }

    @Test
    void carriesHeadersBodiesAndTombstonesUnchanged() {
        var publisher = open("carry");
        var headers = new TreeMap<>(Map.of("ce_id", "1", "content-type", "application/json", "über", "größe"));
        var full = new WireRecord(TOPIC, "carried-1", headers, "{\"emoji\":\"🦜\"}");
        var tombstone = new WireRecord(TOPIC, "carried-2", new TreeMap<>(Map.of("ce_id", "2")), null);
        publisher.publish(List.of(full, tombstone)).block(LIMIT);
        var seen = seen("carried");
        try (var _ = seen.subscribe("group-carry", _ -> Mono.empty())) {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(seen.records()).containsExactlyInAnyOrder(full, tombstone));
        }
        publisher.close().block(LIMIT);
    }

    @Test
    void fencesWhoeverOpenedTheSamePublisherBefore() {
        var older = open("fence");
        publish(older, record("fenced", "1"));
        var newer = open("fence");
        publish(newer, record("fenced", "2"));
        assertThatThrownBy(() -> publish(older, record("fenced", "zombie"))).isInstanceOf(Fenced.class);
        publish(newer, record("fenced", "3"));
        var seen = seen("fenced");
        try (var _ = seen.subscribe("group-fence", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(seen.bodies()).isEqualTo(List.of("1", "2", "3")));
        }
        newer.close().block(LIMIT);
        older.close().block(LIMIT);
    }

    @Test
    void goesOnWhereTheGroupLeftOff() {
        append(record("resumed", "1"));
        var first = seen("resumed");
        try (var _ = first.subscribe("group-resume", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(first.bodies()).isEqualTo(List.of("1")));
        }
        append(record("resumed", "2"));
        var second = seen("resumed");
        try (var _ = second.subscribe("group-resume", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(second.bodies()).isEqualTo(List.of("2")));
        }
    }

    @Test
    void losesNothingWhenTwoMembersShareAGroup() {
        var seen = seen("shared");
        try (var _ = seen.subscribe("group-shared", _ -> Mono.delay(Duration.ofMillis(2)).then());
                var _ = seen.subscribe("group-shared", _ -> Mono.delay(Duration.ofMillis(3)).then())) {
            for (int index = 0; index < 60; index++) {
                append(record("shared-" + index % 10, String.valueOf(index)));
            }
            await().atMost(LIMIT).untilAsserted(() -> assertThat(seen.bodies()).hasSizeGreaterThanOrEqualTo(60));
            assertThat(new HashSet<>(seen.bodies())).hasSize(60);
        }
    }

    @Test
    void deliversAgainUntilTheHandlerSucceedsAndThenGoesOn() {
        append(record("retried", "1"));
        append(record("retried", "2"));
        var seen = seen("retried");
        try (var _ = seen.subscribe("group-retry", record -> seen.bodies().size() < 4
                ? Mono.error(new ClassCastException("one of those that Spring would not retry"))
                : Mono.empty())) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(seen.bodies())
                            .isEqualTo(List.of("1", "1", "1", "1", "2")));
        }
    }

    @Test
    void drainsWhatATopicHoldsOnceForAGroup() {
        append(new WireRecord(DEAD, "drained-1", new TreeMap<>(), "1"));
        append(new WireRecord(DEAD, "drained-2", new TreeMap<>(), "2"));
        append(new WireRecord(DEAD, "drained-3", new TreeMap<>(), "3"));
        var seen = new CopyOnWriteArrayList<String>();
        assertThat(drain(2, seen)).isEqualTo(2);
        assertThat(drain(100, seen)).isEqualTo(1);
        assertThat(drain(100, seen)).isZero();
        assertThat(seen).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void knowsWhetherAGroupHasHadEverything() {
        append(new WireRecord(DEAD, "behind-1", new TreeMap<>(), "1"));
        assertThat(get(log().isBehind(DEAD, "group-behind"))).isTrue();
        get(log().drain(DEAD, "group-behind", 1_000_000, _ -> Mono.empty()));
        assertThat(get(log().isBehind(DEAD, "group-behind"))).isFalse();
        append(new WireRecord(DEAD, "behind-2", new TreeMap<>(), "2"));
        assertThat(get(log().isBehind(DEAD, "group-behind"))).isTrue();
    }

    private long drain(int limit, List<String> seen) {
        return get(log().drain(DEAD, "group-drain", limit,
                record -> Mono.fromRunnable(() -> seen.add(String.valueOf(record.body())))));
    }

    @Test
    void tailsFromAPointInTimeWithEachPartitionInOrder() {
        appendAll("tailed-a", 0, 30);
        var since = momentAfter(Instant.now());
        appendAll("tailed-a", 30, 60);
        appendAll("tailed-b", 0, 30);
        try (var tail = tail("tailed", Map.of(), since).caughtUp()) {
            appendAll("tailed-a", 60, 70);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(bodies(tail, "tailed-a")).contains("69"));
            assertThat(bodies(tail, "tailed-a")).endsWith(numbers(30, 70)).doesNotContain("0");
            assertThat(bodies(tail, "tailed-b")).containsExactly(numbers(0, 30));
        }
    }

    @Test
    void tailsFromTheEndWhereNothingIsNewer() {
        appendAll("ended", 0, 30);
        try (var tail = tail("ended", Map.of(), Instant.now().plus(Duration.ofHours(1))).caughtUp()) {
            append(record("ended", "new"));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).contains("new"));
            assertThat(tail.bodies()).doesNotContain("0");
        }
    }

    @Test
    void tailsFromWhereAnotherTailWas() {
        var publisher = open("tail");
        for (int index = 0; index < 40; index++) {
            publish(publisher, record("moved-" + index % 7, String.valueOf(index)));
        }
        publisher.close().block(LIMIT);
        try (var first = tail("moved", Map.of(), Instant.EPOCH).caughtUp();
                var second = tail("moved", first.positionsAfter(15), Instant.EPOCH).caughtUp()) {
            assertThat(second.items()).hasSize(25)
                    .containsExactlyInAnyOrderElementsOf(first.items().subList(15, 40));
        }
    }

    @Test
    void everyTailSeesEverything() {
        appendAll("twice", 0, 10);
        try (var first = tail("twice", Map.of(), Instant.EPOCH).caughtUp();
                var second = tail("twice", Map.of(), Instant.EPOCH).caughtUp()) {
            assertThat(first.bodies()).containsExactly(numbers(0, 10));
            assertThat(second.bodies()).containsExactly(numbers(0, 10));
        }
    }

    @Test
    void endsATailThatNobodyWantsAnyMore() {
        var left = tail("left", Map.of(), Instant.EPOCH).caughtUp();
        left.close();
        try (var tail = tail("left", Map.of(), Instant.EPOCH).caughtUp()) {
            append(record("left", "late"));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("late"));
        }
        assertThat(left.bodies()).isEmpty();
    }

    private Tailing tail(String prefix, Map<Integer, Long> offsets, Instant otherwise) {
        return new Tailing(log(), TOPIC, prefix, offsets, otherwise);
    }

    private static List<String> bodies(Tailing tail, String key) {
        return tail.items()
                .stream()
                .filter(item -> item.value().key().equals(key))
                .map(item -> String.valueOf(item.value().body()))
                .toList();
    }

    private void appendAll(String key, int from, int to) {
        for (var number : numbers(from, to)) {
            append(record(key, number));
        }
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    /** Records bear milliseconds. */
    private static Instant momentAfter(Instant time) {
        await().until(() -> Instant.now().isAfter(time.plusMillis(2)));
        return time.plusMillis(2);
    }

    private Seen seen(String prefix) {
        return new Seen(log(), TOPIC, prefix);
    }

    private static WireRecord record(String key, String body) {
        return new WireRecord(TOPIC, key, new TreeMap<>(Map.of("ce_id", key + body)), body);
    }

    private EventLog.Publisher open(String name) {
        return get(log().open("contract-" + name));
    }

    private static void publish(EventLog.Publisher publisher, WireRecord record) {
        publisher.publish(List.of(record)).block(LIMIT);
    }

    private void append(WireRecord record) {
        log().append(record).block(LIMIT);
    }

    private static <T> T get(Mono<T> mono) {
        return mono.blockOptional(LIMIT).orElseThrow();
    }
}
