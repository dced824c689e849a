package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What every event log must do when readers fail, go, and die. */
abstract class EventReadersContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TOPIC = Topic.STORAGE_EVENTS.topicName();
    private static final String DEAD = Topic.STORAGE_EVENTS.deadLettersOf("lora-api");

    abstract EventLogContract logs();

    private EventLog log() {
        return logs().log();
    }

    @Test
    void handsOutOneRecordOfAPartitionAtATime() {
        IntStream.range(0, 60).forEach(index -> append(log(), record(TOPIC, "single-" + index % 10, "" + index)));
        var partitions = partitions(log(), "single");
        var inHand = new ConcurrentHashMap<Integer, Integer>();
        var most = new AtomicInteger();
        var seen = new Seen(log(), TOPIC, "single");
        Function<WireRecord, Mono<Void>> handler = record -> {
            int partition = partitions.getOrDefault(record.key(), -1);
            most.accumulateAndGet(inHand.merge(partition, 1, Integer::sum), Math::max);
            return Mono.delay(Duration.ofMillis(2))
                    .then()
                    .doOnTerminate(() -> inHand.merge(partition, -1, Integer::sum));
        };
        try (var _ = seen.subscribe("group-single", handler); var _ = seen.subscribe("group-single", handler)) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(seen.bodies()).hasSizeGreaterThanOrEqualTo(60));
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aRecordThatFailsHoldsUpItsPartitionAndNoOther() {
        var log = logs().retryingAfter(Duration.ofMinutes(10));
        IntStream.range(0, 30).forEach(index -> append(log, record(TOPIC, "stuck-" + index, "" + index)));
        var partitions = partitions(log, "stuck");
        var elsewhere = partitions.entrySet()
                .stream()
                .filter(key -> !key.getValue().equals(partitions.get("stuck-0")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(elsewhere).isNotEmpty();
        var seen = new Seen(log, TOPIC, "stuck");
        try (var _ = seen.subscribe("group-stuck", record -> record.key().equals("stuck-0")
                ? Mono.error(new IllegalStateException("stuck"))
                : Mono.empty())) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(seen.records()).extracting(WireRecord::key)
                            .containsAll(elsewhere)
                            .contains("stuck-0"));
            assertThat(seen.records()).extracting(WireRecord::key).hasSize(elsewhere.size() + 1);
        }
    }

    @Test
    void aRecordInHandWhenItsReaderGoesIsDeliveredToTheNext() {
        append(log(), record(TOPIC, "left", "1"));
        var cutOff = Sinks.<Void>empty();
        var first = new Seen(log(), TOPIC, "left");
        try (var _ = first.subscribe("group-left", _ -> cutOff.asMono())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(first.bodies()).isEqualTo(List.of("1")));
        }
        cutOff.tryEmitError(new IllegalStateException("cut off")).orThrow();
        var second = new Seen(log(), TOPIC, "left");
        try (var _ = second.subscribe("group-left", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(second.bodies()).isEqualTo(List.of("1")));
        }
    }

    /** On a topic of its own, so that one poll gets all of them. */
    @Test
    void whatAReaderHadAppliedAndNotCommittedWhenItDiedComesAgainInOrder() {
        var topic = Topic.GENERATION_EVENTS.topicName();
        IntStream.rangeClosed(1, 5).forEach(index -> append(log(), record(topic, "again", "" + index)));
        var hold = Sinks.<Void>empty();
        var mortal = logs().mortal();
        var first = new Seen(mortal.log(), topic, "again");
        var second = new Seen(log(), topic, "again");
        try (var _ = first.subscribe("group-again",
                record -> "4".equals(record.body()) ? hold.asMono() : Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(first.bodies()).endsWith("4"));
            mortal.silence().run();
            try (var _ = second.subscribe("group-again", _ -> Mono.empty())) {
                var again = IntStream.rangeClosed(logs().poll() < 4 ? 4 : 1, 5).mapToObj(Integer::toString).toList();
                await().atMost(LIMIT).untilAsserted(() -> assertThat(second.bodies()).isEqualTo(again));
                hold.tryEmitEmpty().orThrow();
            }
        }
    }

    @Test
    void whatADeadReaderCommitsAfterwardsCountsForNothing() {
        append(log(), record(TOPIC, "zombie", "1"));
        var zombie = Sinks.<Void>empty();
        var cutOff = Sinks.<Void>empty();
        var mortal = logs().mortal();
        var first = new Seen(mortal.log(), TOPIC, "zombie");
        var second = new Seen(log(), TOPIC, "zombie");
        var third = new Seen(log(), TOPIC, "zombie");
        try (var dead = first.subscribe("group-zombie", _ -> zombie.asMono())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(first.bodies()).isEqualTo(List.of("1")));
            mortal.silence().run();
            try (var _ = second.subscribe("group-zombie", _ -> cutOff.asMono())) {
                await().atMost(LIMIT).untilAsserted(() -> assertThat(second.bodies()).isEqualTo(List.of("1")));
                zombie.tryEmitEmpty().orThrow();
                dead.subscription().dispose();
            }
            cutOff.tryEmitError(new IllegalStateException("cut off")).orThrow();
        }
        try (var _ = third.subscribe("group-zombie", _ -> Mono.empty())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(third.bodies()).isEqualTo(List.of("1")));
        }
    }

    @Test
    void aDrainKeepsTheRecordThatItsHandlerFailedOn() {
        IntStream.rangeClosed(1, 3).forEach(index -> append(log(), record(DEAD, "kept", "" + index)));
        var seen = new CopyOnWriteArrayList<String>();
        var failure = new IllegalStateException("not now");
        assertThatThrownBy(() -> drain(record -> {
            seen.add(String.valueOf(record.body()));
            return "2".equals(record.body()) ? Mono.error(failure) : Mono.empty();
        })).isEqualTo(failure);
        assertThat(drain(record -> Mono.fromRunnable(() -> seen.add(String.valueOf(record.body()))))).isEqualTo(2);
        assertThat(seen).containsExactly("1", "2", "2", "3");
    }

    private long drain(Function<WireRecord, Mono<Void>> handler) {
        return log().drain(DEAD, "group-kept", 100, handler).blockOptional(LIMIT).orElseThrow();
    }

    private static Map<String, Integer> partitions(EventLog log, String prefix) {
        try (var tail = new Tailing(log, TOPIC, prefix, Map.of(), Instant.EPOCH).caughtUp()) {
            return tail.items()
                    .stream()
                    .collect(Collectors.toMap(item -> item.value().key(), Tailed.Item::partition, (one, _) -> one));
        }
    }

    private static WireRecord record(String topic, String key, String body) {
        return new WireRecord(topic, key, new TreeMap<>(Map.of("ce_id", key + body)), body);
    }

    private static void append(EventLog log, WireRecord record) {
        log.append(record).block(LIMIT);
    }
}
