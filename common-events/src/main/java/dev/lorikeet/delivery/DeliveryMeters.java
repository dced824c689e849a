package dev.lorikeet.delivery;

import io.micrometer.core.instrument.MeterRegistry;

/** What an operator sees of delivery; every label comes from a closed set. */
final class DeliveryMeters {
    private final MeterRegistry registry;

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void published(int events) {
        registry.counter("lorikeet.outbox.published").increment(events);
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
