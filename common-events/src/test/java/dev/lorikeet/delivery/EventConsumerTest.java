package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

final class EventConsumerTest {
    private static final Topic TOPIC = Topic.LORA_EVENTS;
    private static final String DEAD = TOPIC.deadLettersOf("storage-worker");

    private final World world = new World();
    private final Delivery worker = world.service("storage-worker", "one");
    private final List<String> applied = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private int failures;

    @BeforeEach
    void start() {
        worker.consume(TOPIC, LoraEvent.class, envelope -> Mono.fromRunnable(() -> apply(envelope)));
        worker.start();
    }

    private void apply(EventEnvelope<LoraEvent> envelope) {
        if (failure != null && failures-- > 0) {
            throw failure;
        }
        applied.add(envelope.id());
    }

    @Test
    void parksAMalformedRecordAtOnceWithTheReasonAndGoesOn() {
        send(new WireRecord(TOPIC.topicName(), "a", new TreeMap<>(), "not JSON"));
        send(event("a", 1));
        world.pass(Duration.ofMillis(100));
        assertThat(applied).containsExactly("a.1");
        assertThat(dead()).singleElement().satisfies(record -> {
            assertThat(record.body()).isEqualTo("not JSON");
            assertThat(record.headers().get(DeadLetters.REASON)).contains("ce_specversion");
            assertThat(record.headers()).containsKey(DeadLetters.SINCE);
        });
        assertThat(outcomes("parked")).isEqualTo(1);
    }

    @Test
    void countsAndSkipsATypeItDoesNotKnow() {
        var known = event("a", 1);
        var headers = new TreeMap<>(known.headers());
        headers.put("ce_type", "dev.lorikeet.lora.invented.v9");
        send(new WireRecord(known.topic(), known.key(), headers, known.body()));
        send(event("a", 2));
        world.pass(Duration.ofMillis(100));
        assertThat(applied).containsExactly("a.2");
        assertThat(dead()).isEmpty();
        assertThat(outcomes("unknown")).isEqualTo(1);
    }

    @Test
    void waitsForWhatItDependsOnAsLongAsItTakes() {
        failure = new Unavailable("MongoDB is away", Duration.ofSeconds(1));
        failures = 50;
        send(event("a", 1));
        world.pass(Duration.ofMinutes(10));
        assertThat(applied).isEmpty();
        world.pass(Duration.ofMinutes(20));
        assertThat(applied).containsExactly("a.1");
        assertThat(dead()).isEmpty();
    }

    @Test
    void givesABugFiveTriesAndThenParksTheRecord() {
        failure = new IllegalStateException("a bug");
        failures = 5;
        send(event("a", 1));
        send(event("a", 2));
        world.pass(Duration.ofMinutes(1));
        assertThat(applied).containsExactly("a.2");
        assertThat(outcomes("retried")).isEqualTo(4);
        assertThat(dead()).singleElement()
                .satisfies(record -> assertThat(record.headers().get(DeadLetters.REASON))
                        .isEqualTo("the handler failed 5 times, last with java.lang.IllegalStateException: a bug"));
    }

    @Test
    void doesNotLetAnOutageUseUpTheTriesForABug() {
        failure = new Unavailable("MongoDB is away", Duration.ofSeconds(1));
        failures = 6;
        send(event("a", 1));
        world.pass(Duration.ofSeconds(10));
        failure = new IllegalStateException("one hiccup");
        failures = 1;
        world.pass(Duration.ofMinutes(5));
        assertThat(applied).containsExactly("a.1");
        assertThat(dead()).isEmpty();
    }

    @Test
    void appliesADeadLetterOnceMoreWhenItIsReplayed() {
        failure = new IllegalStateException("a bug");
        failures = 5;
        send(event("a", 1));
        world.pass(Duration.ofMinutes(1));
        assertThat(worker.replay(TOPIC, 10).block(World.LIMIT)).isEqualTo(1);
        assertThat(applied).containsExactly("a.1");
        assertThat(worker.replay(TOPIC, 10).block(World.LIMIT)).isZero();
        assertThat(world.log.records(TOPIC.topicName())).as("an old record must not come last there").hasSize(1);
    }

    @Test
    void parksAReplayedRecordAgainAtOnceWhenItStillFails() {
        failure = new IllegalStateException("a bug");
        failures = 6;
        send(event("a", 1));
        world.pass(Duration.ofMinutes(1));
        assertThat(worker.replay(TOPIC, 10).block(World.LIMIT)).isEqualTo(1);
        assertThat(dead()).hasSize(2);
        assertThat(applied).isEmpty();
    }

    @Test
    void countsAHandlerThatNeverEndsAsUnavailable() {
        var stuck = new World();
        var service = stuck.service("storage-worker", "one");
        var starts = new ArrayList<String>();
        service.consume(TOPIC, LoraEvent.class, envelope -> {
            starts.add(envelope.id());
            return Mono.never();
        });
        service.start();
        stuck.log.append(event("a", 1)).block(World.LIMIT);
        stuck.pass(Duration.ofSeconds(65));
        assertThat(starts).containsExactly("a.1", "a.1", "a.1");
    }

    @Test
    void saysHowOldEventsAreWhenTheyAreAppliedAndSinceWhenNoneCanBe() {
        assertThat(outcomes("parked")).as("there before the first").isZero();
        assertThat(world.meters.find("lorikeet.events.consumed").tag("outcome", "parked").counter()).isNotNull();
        failure = new Unavailable("MongoDB is away", Duration.ofSeconds(1));
        failures = 6;
        send(event("a", 1));
        world.pass(Duration.ofSeconds(5));
        assertThat(stuck()).isBetween(4.0, 5.0);
        world.pass(Duration.ofMinutes(1));
        assertThat(applied).containsExactly("a.1");
        assertThat(stuck()).isZero();
        assertThat(world.meters.get("lorikeet.events.age").timer().max(TimeUnit.SECONDS)).isGreaterThan(6);
    }

    @Test
    void doesNotSayThatItIsStuckWithWhatAnotherInstanceHasByNow() {
        failure = new Unavailable("MongoDB is away", Duration.ofSeconds(1));
        failures = Integer.MAX_VALUE;
        send(event("a", 1));
        world.pass(Duration.ofSeconds(10));
        worker.stop().subscribe();
        assertThat(stuck()).isPositive();
        world.pass(DeliveryLimits.defaults().consumer().handlerTime().multipliedBy(5));
        assertThat(stuck()).isZero();
    }

    private double stuck() {
        return world.meters.get("lorikeet.events.stuck").tag("topic", TOPIC.topicName()).gauge().value();
    }

    private void send(WireRecord record) {
        world.log.append(record).block(World.LIMIT);
    }

    private static WireRecord event(String id, int count) {
        return new EventCodec().encode(new EventEnvelope<>(id + "." + count, "/lora-api/tallies", count, World.START,
                null, Tally.counted(new LoraId(id), count)));
    }

    private List<WireRecord> dead() {
        return world.log.records(DEAD);
    }

    private double outcomes(String outcome) {
        return world.counted("lorikeet.events.consumed", "topic", TOPIC.topicName(), "group", "storage-worker",
                "outcome", outcome);
    }
}
