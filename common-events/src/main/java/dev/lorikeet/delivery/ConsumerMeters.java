package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What an operator sees of a group and a topic. All of it is there from the start: a first dead letter is a change. */
final class ConsumerMeters {
    private static final double MILLIS = 1000;

    private final InstantSource clock;
    private final Duration forgottenAfter;
    /** By event. Another instance may have got the partition, and with it the record: then we try it no more. */
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();
    private final Timer age;
    private final Counter applied;
    private final Counter unknown;
    private final Counter retried;
    private final Counter parked;

    /** @param forgottenAfter how long after a try a record counts as tried here; longer than any pause between two */
    ConsumerMeters(MeterRegistry registry, InstantSource clock, Duration forgottenAfter, String topic, String group) {
        this.clock = clock;
        this.forgottenAfter = forgottenAfter;
        var tags = Tags.of("topic", topic, "group", group);
        this.age = registry.timer("lorikeet.events.age", tags);
        this.applied = counter(registry, tags, "applied");
        this.unknown = counter(registry, tags, "unknown");
        this.retried = counter(registry, tags, "retried");
        this.parked = counter(registry, tags, "parked");
        Gauge.builder("lorikeet.events.stuck", this, ConsumerMeters::stuck)
                .tags(tags)
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private record Failing(Instant first, Instant last) {}

    private static Counter counter(MeterRegistry registry, Tags tags, String outcome) {
        return registry.counter("lorikeet.events.consumed", tags.and("outcome", outcome));
    }

    void applied(String event, Instant said) {
        failing.remove(event);
        var old = Duration.between(said, clock.instant());
        age.record(old.isNegative() ? Duration.ZERO : old);
        applied.increment();
    }

    void unknown() {
        unknown.increment();
    }

    void retried(String event) {
        var now = clock.instant();
        failing.merge(event, new Failing(now, now), (before, _) -> new Failing(before.first(), now));
        retried.increment();
    }

    void parked(String event) {
        failing.remove(event);
        parked.increment();
    }

    /** For how long the record that has been tried the longest is being tried. */
    private double stuck() {
        var now = clock.instant();
        failing.values().removeIf(one -> one.last().plus(forgottenAfter).isBefore(now));
        return failing.values()
                .stream()
                .mapToDouble(one -> Duration.between(one.first(), now).toMillis() / MILLIS)
                .max()
                .orElse(0);
    }
}
