package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FencedPublisherTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final WireRecord RECORD = new WireRecord("topic", "a", new TreeMap<>(), "{}");
    private final World world = new World();
    private final FencedPublisher one = publisher("one", world.log);
    private final FencedPublisher two = publisher("two", world.log);

    private FencedPublisher publisher(String owner, EventLog log) {
        return new FencedPublisher("relay", new Leases(world.collection("leases"), owner, LENGTH, world.clock), log,
                LENGTH);
    }

    @Test
    void doesNotHoldTheRightWhenTheLeaseWentToAnotherInstanceWhileItOpened() {
        var late = publisher("late", new Opening(name -> Mono.delay(Duration.ofSeconds(11), world.scheduler)
                .then(world.log.open(name)))).hold().toFuture();
        world.pass(Duration.ofMillis(10_500));
        assertThat(two.hold().blockOptional(World.LIMIT)).isPresent();
        world.pass(Duration.ofSeconds(1));
        assertThat(late).isCompletedWithValue(null);
    }

    @Test
    void prolongsTheLeaseInGoodTime() {
        one.hold().block(World.LIMIT);
        world.pass(Duration.ofSeconds(6));
        assertThat(one.held().blockOptional(World.LIMIT)).isPresent();
        world.pass(Duration.ofSeconds(6));
        assertThat(two.hold().blockOptional(World.LIMIT)).isEmpty();
    }

    @Test
    void opensAnewWhenAnotherInstanceHadTheLeaseMeanwhile() {
        one.hold().block(World.LIMIT);
        world.pass(LENGTH);
        two.hold().block(World.LIMIT);
        two.letGo().block(World.LIMIT);
        assertThat(one.held().blockOptional(World.LIMIT)).isEmpty();
        one.hold().flatMap(right -> right.publish(List.of(RECORD))).block(World.LIMIT);
        assertThat(world.log.records("topic")).hasSize(1);
    }

    @Test
    void opensAnewAfterAPublisherFailed() {
        var right = one.hold().blockOptional(World.LIMIT).orElseThrow();
        world.log.open("relay").block(World.LIMIT);
        assertThatThrownBy(() -> right.publish(List.of(RECORD)).block(World.LIMIT)).isInstanceOf(Fenced.class);
        one.hold().flatMap(again -> again.publish(List.of(RECORD))).block(World.LIMIT);
        assertThat(world.log.records("topic")).hasSize(1);
    }

    @Test
    void keepsEventsThatKafkaDidNotTake() {
        var refusals = new AtomicInteger(3);
        var log = new Opening(name -> world.log.open(name).map(inner -> new EventLog.Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return Mono.defer(() -> refusals.getAndDecrement() > 0
                        ? Mono.error(new Unavailable("Kafka is away", Duration.ofSeconds(1)))
                        : inner.publish(records));
            }

            @Override
            public Mono<Void> close() {
                return inner.close();
            }
        }));
        var delivery = new Delivery("lora-api", new Engines(world::collection, log, world.clock, world.scheduler,
                "one"), DeliveryLimits.defaults(), world.meters);
        World.add(World.tallies(delivery), "a").block(World.LIMIT);
        delivery.start();
        world.pass(Duration.ofSeconds(10));
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    private record Opening(Function<String, Mono<EventLog.Publisher>> opening) implements EventLog {
        @Override
        public Mono<Publisher> open(String name) {
            return opening.apply(name);
        }

        @Override
        public Mono<Void> append(WireRecord record) {
            return Mono.empty();
        }

        @Override
        public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
            return () -> {};
        }

        @Override
        public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
            return Flux.never();
        }

        @Override
        public Mono<Boolean> isBehind(String topic, String group) {
            return Mono.just(false);
        }

        @Override
        public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
            return Mono.just(0L);
        }
    }
}
