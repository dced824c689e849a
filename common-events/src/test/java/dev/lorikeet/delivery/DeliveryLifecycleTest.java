package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

final class DeliveryLifecycleTest {
    private final World world = new World();

    @Test
    void keepsTryingUntilItsEnginesAnswer() {
        var refusals = new AtomicInteger(2);
        var delivery = new Delivery("lora-api", new Engines(world::collection, new SlowToAnswer(world.log, refusals),
                world.clock, world.scheduler, "one"), DeliveryLimits.defaults(), world.meters);
        delivery.consume(Topic.STORAGE_EVENTS, StorageEvent.class, _ -> Mono.empty());
        var lifecycle = new DeliveryLifecycle(delivery);
        lifecycle.start();
        assertThat(status(lifecycle)).isEqualTo("OUT_OF_SERVICE");
        await().atMost(Duration.ofMinutes(1)).until(() -> status(lifecycle).equals("UP"));
        lifecycle.stop();
    }

    @Test
    void stopsWhereItNeverStarted() throws InterruptedException {
        var lifecycle = new DeliveryLifecycle(world.service("lora-api", "one"));
        var stopped = new CountDownLatch(1);
        lifecycle.stop(stopped::countDown);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lifecycle.isRunning()).isFalse();
    }

    @Test
    void callsAKafkaThatHasNoAddressYetUnavailable() {
        try (var log = new KafkaEventLog(Map.of("bootstrap.servers", "no-such-host.invalid:9092"),
                DeliveryLimits.defaults())) {
            assertThatThrownBy(() -> log.subscribe("topic", "group", _ -> Mono.empty()))
                    .isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> log.open("relay").block(World.LIMIT)).isInstanceOf(Unavailable.class);
        }
    }

    private static String status(DeliveryLifecycle lifecycle) {
        return lifecycle.doHealthCheck(new Health.Builder())
                .map(health -> health.getStatus().getCode())
                .blockOptional(World.LIMIT)
                .orElseThrow();
    }

    private static final class SlowToAnswer extends ForwardedEventLog {
        private final AtomicInteger refusals;

        SlowToAnswer(EventLog log, AtomicInteger refusals) {
            super(log);
            this.refusals = refusals;
        }

        @Override
        public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
            if (refusals.getAndDecrement() > 0) {
                throw new Unavailable("Kafka cannot be reached", Duration.ofSeconds(1));
            }
            return super.subscribe(topic, group, handler);
        }
    }
}
