package dev.lorikeet.generation.runpod;

import reactor.core.publisher.Mono;

/** RunPod's serverless endpoints, or their twin in memory. Nothing fails here: whatever happens is an answer. */
public interface RunPod {

    /** Asks once. RunPod cannot tell a repetition from a second job, so nothing here repeats it. */
    Mono<Submitted> submit(String endpoint, byte[] request);

    Mono<Sighting> status(String endpoint, String job);

    /** RunPod may go on for a while; only {@link #status} tells how it ended. */
    Mono<Sighting> cancel(String endpoint, String job);

    /** Empty when RunPod does not say. */
    Mono<EndpointHealth> health(String endpoint);
}
