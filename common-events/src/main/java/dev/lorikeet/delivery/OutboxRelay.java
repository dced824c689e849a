package dev.lorikeet.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Publishes what was committed: at least once, in order per aggregate. A hint right after a commit makes it quick; the
 * sweep finds what a crash left behind. Each shard has one relay at a time, over all instances of a service.
 */
final class OutboxRelay {
    private final List<RelayShard> shards;
    private final DeliveryLimits.Relay limits;
    private Sinks.Empty<Void> stopping = Sinks.empty();
    private Mono<Void> running = Mono.empty();

    OutboxRelay(String service, Map<String, DocumentStore> collections, Leases leases, EventLog log,
            DeliveryLimits.Relay limits, DeliveryMeters meters, MessageSpans tracing) {
        this.limits = limits;
        this.shards = IntStream.range(0, limits.shards())
                .mapToObj(index -> new RelayShard(service, index, collections, leases, log, limits, meters, tracing))
                .toList();
    }

    /** Says that this document has something to publish; forgetting it costs a sweep, nothing else. */
    void hint(String collection, String id) {
        shards.get(OutboxKey.bucketOf(id) * shards.size() / OutboxKey.BUCKETS).hint(collection, id);
    }

    void start(Scheduler scheduler) {
        stopping = Sinks.empty();
        running = Flux.fromIterable(shards)
                .flatMap(shard -> shard.run(limits.sweepEvery(), scheduler, stopping.asMono()), shards.size())
                .then()
                .cache();
        running.subscribe();
    }

    /** Ends the pass that is under way, publishes what is left, and lets another instance take over at once. */
    Mono<Void> stop() {
        return Mono.fromRunnable(() -> stopping.tryEmitEmpty())
                .then(Mono.defer(() -> running))
                .then(Flux.fromIterable(shards)
                        .concatMap(shard -> shard.sweep().onErrorComplete().then(shard.letGo()).onErrorComplete())
                        .then());
    }
}
