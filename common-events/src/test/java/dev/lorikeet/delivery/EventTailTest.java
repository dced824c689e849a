package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EventTailTest {
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();
    private final World world = new World();
    private final List<Tailed<EventEnvelope<LoraEvent>>> seen = new ArrayList<>();

    @Test
    void showsThePastAndThenWhatIsNewOnEveryInstance() {
        append("a", 1);
        follow("one", seen::add);
        follow("two", seen::add);
        append("a", 2);
        world.pass(Duration.ofSeconds(1));
        assertThat(sequences()).containsExactlyInAnyOrder(1L, 1L, 2L, 2L);
        assertThat(seen.getFirst()).isInstanceOf(Tailed.Began.class);
        assertThat(seen).filteredOn(Tailed.CaughtUp.class::isInstance).hasSize(2);
    }

    @Test
    void leavesOutWhatIsOlder() {
        append("a", 1);
        world.pass(Duration.ofHours(2));
        append("a", 2);
        follow("one", seen::add);
        world.pass(Duration.ofSeconds(1));
        assertThat(sequences()).containsExactly(2L);
    }

    @Test
    void countsWhatItCannotReadAndGoesOn() {
        world.log.append(new WireRecord(TOPIC, "a", new TreeMap<>(), "{")).block(World.LIMIT);
        var headers = new TreeMap<>(encoded("a", 1).headers());
        headers.put("ce_type", "dev.lorikeet.lora.painted.v9");
        world.log.append(new WireRecord(TOPIC, "a", headers, "{}")).block(World.LIMIT);
        append("a", 1);
        follow("one", seen::add);
        world.pass(Duration.ofSeconds(1));
        assertThat(sequences()).containsExactly(1L);
        assertThat(counted("malformed")).isOne();
        assertThat(counted("unknown")).isOne();
        assertThat(counted("applied")).isOne();
    }

    @Test
    void countsAnEventOfAnotherFamilyAndGoesOn() {
        append("a", 1);
        var delivery = world.service("generation-service", "one");
        delivery.tail(Topic.LORA_EVENTS, StorageEvent.class, Duration.ofHours(1), _ -> {});
        delivery.start();
        world.pass(Duration.ofSeconds(1));
        assertThat(counted("malformed")).isOne();
    }

    @Test
    void goesOnWhenItsListenerFails() {
        follow("one", tailed -> {
            seen.add(tailed);
            throw new IllegalStateException("a bug");
        });
        append("a", 1);
        append("a", 2);
        world.pass(Duration.ofSeconds(1));
        assertThat(sequences()).containsExactly(1L, 2L);
        assertThat(counted("failed")).isEqualTo(4);
    }

    @Test
    void endsWithDelivery() {
        var delivery = follow("one", seen::add);
        var stopping = delivery.stop().toFuture();
        world.pass(Duration.ofSeconds(5));
        assertThat(stopping).isCompleted();
        append("a", 1);
        world.pass(Duration.ofSeconds(5));
        assertThat(sequences()).isEmpty();
    }

    private Delivery follow(String instance, Consumer<Tailed<EventEnvelope<LoraEvent>>> listener) {
        var delivery = world.service("lora-api", instance);
        delivery.tail(Topic.LORA_EVENTS, LoraEvent.class, Duration.ofHours(1), listener);
        delivery.start();
        return delivery;
    }

    private void append(String id, long sequence) {
        world.log.append(encoded(id, sequence)).block(World.LIMIT);
    }

    private static WireRecord encoded(String id, long sequence) {
        return new EventCodec().encode(new EventEnvelope<>(id + sequence, "/test", sequence, Instant.EPOCH, null,
                Tally.counted(new LoraId(id), (int) sequence)));
    }

    private List<Long> sequences() {
        return seen.stream()
                .filter(Tailed.Item.class::isInstance)
                .map(tailed -> ((Tailed.Item<EventEnvelope<LoraEvent>>) tailed).value().sequence())
                .toList();
    }

    private double counted(String outcome) {
        return world.counted("lorikeet.events.tailed", "topic", TOPIC, "outcome", outcome);
    }
}
