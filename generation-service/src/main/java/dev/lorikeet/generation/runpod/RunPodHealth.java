package dev.lorikeet.generation.runpod;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** How the endpoints do. One that is away does not make this service unready: its jobs wait. */
final class RunPodHealth implements ReactiveHealthIndicator {
    private final EndpointCalls calls;

    RunPodHealth(EndpointCalls calls) {
        this.calls = calls;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> Health.up().withDetail("circuits", calls.states()).build());
    }
}
