package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import reactor.core.publisher.Mono;

/**
 * RunPod as one process reaches it. Its own answers are values; a failed step is an answer that nobody understands.
 *
 * @param callTime after which the real client gives a call up, and sends nothing of it any more
 */
record SteppedRunPod(RunPod runPod, Steps steps, InstantSource clock, Duration callTime) implements RunPod {

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        return Mono.defer(() -> submit(endpoint, request, clock.instant().plus(callTime)));
    }

    private Mono<Submitted> submit(String endpoint, byte[] request, Instant until) {
        return steps
                .step("runpod.submit", Mono.defer(() -> clock.instant().isAfter(until)
                        ? Mono.just(new Submitted.Ambiguous("no answer in " + callTime))
                        : runPod.submit(endpoint, request)))
                .onErrorResume(Unavailable.class,
                        failure -> Mono.just(new Submitted.Ambiguous(String.valueOf(failure.getMessage()))));
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return seen("runpod.status", runPod.status(endpoint, job));
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return seen("runpod.cancel", runPod.cancel(endpoint, job));
    }

    private Mono<Sighting> seen(String what, Mono<Sighting> call) {
        return steps.step(what, call)
                .onErrorResume(Unavailable.class, failure -> Mono.just(
                        new Sighting.Later(String.valueOf(failure.getMessage()), failure.retryAfter())));
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return steps.step("runpod.health", runPod.health(endpoint)).onErrorResume(Unavailable.class, _ -> Mono.empty());
    }
}
