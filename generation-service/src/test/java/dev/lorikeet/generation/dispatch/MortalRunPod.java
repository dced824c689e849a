package dev.lorikeet.generation.dispatch;

import dev.lorikeet.generation.dispatch.JobWorld.Life;
import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import reactor.core.publisher.Mono;

/** RunPod as one instance reaches it, as long as it lives. */
final class MortalRunPod implements RunPod {
    private final RunPod runPod;
    private final Life life;
    private final Runnable cancelled;

    /** @param cancelled happens before the instance hears of it */
    MortalRunPod(RunPod runPod, Life life, Runnable cancelled) {
        this.runPod = runPod;
        this.life = life;
        this.cancelled = cancelled;
    }

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        return life.alive(() -> runPod.submit(endpoint, request));
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return life.alive(() -> runPod.status(endpoint, job));
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return life.alive(() -> runPod.cancel(endpoint, job).doOnNext(_ -> cancelled.run()));
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return life.alive(() -> runPod.health(endpoint));
    }
}
