package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Why jobs wait at an endpoint, in a sentence; asked for at most every quarter of a minute, and by one at a time. People
 * wait for it, so what RunPod said before has to do where it is slow.
 */
@Component
public class EndpointReasons {
    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String UNSAID = "RunPod does not say why.";

    private final RunPod runPod;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Told> told = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Mono<String>> underWay = new ConcurrentHashMap<>();

    EndpointReasons(RunPod runPod, InstantSource clock) {
        this.runPod = runPod;
        this.clock = clock;
    }

    private record Told(String reason, Instant at) {}

    public Mono<String> of(String endpoint) {
        var last = told.get(endpoint);
        if (last != null && last.at().plus(KEPT).isAfter(clock.instant())) {
            return Mono.just(last.reason());
        }
        return underWay.computeIfAbsent(endpoint, this::ask)
                .timeout(PATIENCE, Mono.just(last == null ? UNSAID : last.reason()));
    }

    /** Goes on when nobody waits for it any more, so that the next one finds an answer. */
    private Mono<String> ask(String endpoint) {
        return Mono.defer(() -> runPod.health(endpoint))
                .map(EndpointHealth::reason)
                .defaultIfEmpty(UNSAID)
                .doOnNext(reason -> told.put(endpoint, new Told(reason, clock.instant())))
                .doFinally(_ -> underWay.remove(endpoint))
                .cache();
    }
}
