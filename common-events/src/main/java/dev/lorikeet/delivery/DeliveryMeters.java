package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.lorikeet.event.CloudEventHeaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What an operator sees of delivery; every label comes from a closed set. */
final class DeliveryMeters {
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Counter published;
    private final Counter failures;
    private final Timer age;
    /** Of each shard. */
    private final List<Trouble> relays = new CopyOnWriteArrayList<>();

    DeliveryMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.published = registry.counter("lorikeet.outbox.published");
        this.failures = registry.counter("lorikeet.outbox.failures");
        this.age = registry.timer("lorikeet.outbox.age");
        Gauge.builder("lorikeet.outbox.stuck", relays,
                all -> all.stream().mapToDouble(Trouble::seconds).max().orElse(0))
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    /** For a relay to say how it fares. */
    Trouble relay() {
        var trouble = new Trouble(clock);
        relays.add(trouble);
        return trouble;
    }

    /** How old events are when they get out. */
    void published(List<OutboxEntry> events) {
        published.increment(events.size());
        var now = clock.instant();
        events.forEach(event -> age.record(Duration.between(
                Instant.parse(event.record().headers().getOrDefault(CloudEventHeaders.TIME, now.toString())), now)));
    }

    void relayFailed() {
        failures.increment();
    }

    ConsumerMeters consumer(String topic, String group, Duration forgottenAfter) {
        return new ConsumerMeters(registry, clock, forgottenAfter, topic, group);
    }

    /** @param outcome applied, unknown, malformed or failed */
    void tailed(String topic, String outcome) {
        registry.counter("lorikeet.events.tailed", "topic", topic, "outcome", outcome).increment();
    }

    /** For whoever decides how many instances there should be. */
    Backlog backlog(String collection) {
        var backlog = new Backlog();
        counter(collection, true);
        counter(collection, false);
        registry.gauge("lorikeet.work.backlog", Tags.of("collection", collection), backlog.items);
        Gauge.builder("lorikeet.work.backlog.age", backlog.millis, millis -> millis.get() / MILLIS)
                .tag("collection", collection)
                .baseUnit("seconds")
                .register(registry);
        return backlog;
    }

    /** Due items that nobody works on yet, as far as one look goes, and since when the oldest is due. */
    static final class Backlog {
        private final AtomicLong items = new AtomicLong();
        private final AtomicLong millis = new AtomicLong();

        void is(long waiting, Duration oldest) {
            items.set(waiting);
            millis.set(Math.max(0, oldest.toMillis()));
        }
    }

    void worked(String collection, boolean done) {
        counter(collection, done).increment();
    }

    private Counter counter(String collection, boolean done) {
        return registry.counter("lorikeet.work", "collection", collection, "outcome", done ? "done" : "failed");
    }
}
