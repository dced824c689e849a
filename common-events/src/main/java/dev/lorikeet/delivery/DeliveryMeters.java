package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.event.CloudEventHeaders;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator sees of delivery; every label comes from a closed set. */
final class DeliveryMeters {
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

    void worked(String collection, boolean done) {
        registry.counter("lorikeet.work", "collection", collection, "outcome", done ? "done" : "failed").increment();
    }
}
