package dev.lorikeet.generation.runpod;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.RunPodResponse;
import dev.lorikeet.embedded.runpod.RunPodResponse.Delivery;
import reactor.core.publisher.Mono;

/** RunPod without a network: the stand-in in the same thread, and what would become of its answers on their way. */
public final class CloudRunPod implements RunPod {
    private static final String KEY = "key";
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);

    private final RunPodCloud cloud;

    public CloudRunPod(RunPodCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        return reply(() -> cloud.run(endpoint, KEY, request))
                .map(Replies::submitted)
                .onErrorResume(BadReply.class, bad -> Mono.just(Replies.notSubmitted(bad, REFUSED_FOR)));
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return reply(() -> cloud.status(endpoint, KEY, job))
                .map(Replies::sighting)
                .onErrorResume(BadReply.class, bad -> Mono.just(Replies.notSeen(bad)));
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return reply(() -> cloud.cancel(endpoint, KEY, job))
                .map(Replies::sighting)
                .onErrorResume(BadReply.class, bad -> Mono.just(Replies.notSeen(bad)));
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return reply(() -> cloud.health(endpoint, KEY))
                .flatMap(reply -> Mono.justOrEmpty(JobJson.health(reply.body())))
                .onErrorResume(BadReply.class, _ -> Mono.empty());
    }

    private static Mono<Reply> reply(Supplier<RunPodResponse> call) {
        return Mono.fromSupplier(call).map(CloudRunPod::travelled).map(Replies::demandAnswer);
    }

    private static Reply travelled(RunPodResponse response) {
        return switch (response.delivery()) {
            case RESET, SLOW -> throw BadReply.broken(new IllegalStateException("the connection broke"));
            case TRUNCATED -> new Reply(response.status(), true,
                    Arrays.copyOf(response.body(), response.body().length / 2), null, null);
            case WHOLE, AFTER_WEBHOOK -> new Reply(response.status(),
                    response.headers().getOrDefault("content-type", "application/json").contains("json"),
                    response.body(), null, null);
        };
    }
}
