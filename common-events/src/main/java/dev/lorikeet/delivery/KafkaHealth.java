package dev.lorikeet.delivery;

import java.time.Duration;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Whether a broker answers. For whoever looks: a service goes on without Kafka, and what it has to say waits. */
final class KafkaHealth extends AbstractReactiveHealthIndicator {
    /** Anybody may ask how we are, as often as they like; Kafka is asked once in that time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Mono<String> cluster;

    KafkaHealth(KafkaEventLog log) {
        super("Kafka cannot be reached");
        this.cluster = log.clusterId().cache(_ -> FRESH, _ -> FRESH, () -> FRESH);
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return cluster.map(id -> builder.up().withDetail("cluster", id).build());
    }
}
