package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.lorikeet.event.CloudEventHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What an operator sees of delivery; every label comes from a closed set. */
final class DeliveryMeters {
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final InstantSource clock;

    DeliveryMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** How old events are when they get out; grows while Kafka is away, or no relay runs. */
    void published(List<OutboxEntry> events) {
        registry.counter("lorikeet.outbox.published").increment(events.size());
        var now = clock.instant();
        var age = registry.timer("lorikeet.outbox.age");
        events.forEach(event -> age.record(Duration.between(
                Instant.parse(event.record().headers().getOrDefault(CloudEventHeaders.TIME, now.toString())), now)));
    }

    void relayFailed() {
        registry.counter("lorikeet.outbox.failures").increment();
    }

    /** @param outcome applied, unknown, retried or parked */
    void consumed(String topic, String group, String outcome) {
        registry.counter("lorikeet.events.consumed", "topic", topic, "group", group, "outcome", outcome).increment();
    }

    /** @param outcome applied, unknown, malformed or failed */
    void tailed(String topic, String outcome) {
        registry.counter("lorikeet.events.tailed", "topic", topic, "outcome", outcome).increment();
    }

    /** For whoever decides how many instances there should be. */
    Backlog backlog(String collection) {
        var backlog = new Backlog();
        registry.gauge("lorikeet.work.backlog", Tags.of("collection", collection), backlog.items);
        registry.gauge("lorikeet.work.backlog.age", Tags.of("collection", collection), backlog.millis,
                millis -> millis.get() / MILLIS);
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
        registry.counter("lorikeet.work", "collection", collection, "outcome", done ? "done" : "failed").increment();
    }
}
