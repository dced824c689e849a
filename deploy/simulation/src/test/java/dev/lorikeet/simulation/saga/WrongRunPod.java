package dev.lorikeet.simulation.saga;

import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import reactor.core.publisher.Mono;

/** RunPod, but for what a mutant asks of it otherwise. */
class WrongRunPod implements RunPod {
    final RunPod runPod;

    WrongRunPod(RunPod runPod) {
        this.runPod = runPod;
    }

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        return runPod.submit(endpoint, request);
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return runPod.status(endpoint, job);
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return runPod.cancel(endpoint, job);
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return runPod.health(endpoint);
    }
}
