package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What an operator sees of a group and a topic. All of it is there from the start: a first dead letter is a change. */
final class ConsumerMeters {
    private final InstantSource clock;
    private final Trouble trouble;
    private final Timer age;
    private final Counter applied;
    private final Counter unknown;
    private final Counter retried;
    private final Counter parked;

    ConsumerMeters(MeterRegistry registry, InstantSource clock, String topic, String group) {
        this.clock = clock;
        this.trouble = new Trouble(clock);
        var tags = Tags.of("topic", topic, "group", group);
        this.age = registry.timer("lorikeet.events.age", tags);
        this.applied = counter(registry, tags, "applied");
        this.unknown = counter(registry, tags, "unknown");
        this.retried = counter(registry, tags, "retried");
        this.parked = counter(registry, tags, "parked");
        Gauge.builder("lorikeet.events.stuck", trouble, Trouble::seconds)
                .tags(tags)
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, Tags tags, String outcome) {
        return registry.counter("lorikeet.events.consumed", tags.and("outcome", outcome));
    }

    void applied(Instant said) {
        trouble.over();
        var old = Duration.between(said, clock.instant());
        age.record(old.isNegative() ? Duration.ZERO : old);
        applied.increment();
    }

    void unknown() {
        trouble.over();
        unknown.increment();
    }

    void retried() {
        trouble.failed();
        retried.increment();
    }

    void parked() {
        trouble.over();
        parked.increment();
    }
}
