package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Why jobs wait at an endpoint, in a sentence; asked for at most every quarter of a minute. */
@Component
public class EndpointReasons {
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final RunPod runPod;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Told> told = new ConcurrentHashMap<>();

    EndpointReasons(RunPod runPod, InstantSource clock) {
        this.runPod = runPod;
        this.clock = clock;
    }

    private record Told(String reason, Instant at) {}

    public Mono<String> of(String endpoint) {
        var last = told.get(endpoint);
        var now = clock.instant();
        if (last != null && last.at().plus(KEPT).isAfter(now)) {
            return Mono.just(last.reason());
        }
        return runPod.health(endpoint)
                .map(EndpointHealth::reason)
                .defaultIfEmpty("RunPod does not say why.")
                .doOnNext(reason -> told.put(endpoint, new Told(reason, now)));
    }
}
