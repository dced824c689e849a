package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** The relay of one range of outbox buckets. Its passes never overlap, so the order of a document's events holds. */
final class RelayShard {
    private static final Logger LOG = LoggerFactory.getLogger(RelayShard.class);

    private final String from;
    private final String below;
    private final Map<String, DocumentStore> collections;
    private final FencedPublisher publisher;
    private final DeliveryLimits.Relay limits;
    private final DeliveryMeters meters;
    private final Trouble trouble;
    private final MessageSpans tracing;
    private final Set<Pending> hinted = ConcurrentHashMap.newKeySet();
    private final Sinks.Many<Boolean> hints = Sinks.many().multicast().directBestEffort();

    RelayShard(String service, int index, Map<String, DocumentStore> collections, Leases leases, EventLog log,
            DeliveryLimits.Relay limits, DeliveryMeters meters, MessageSpans tracing) {
        this.from = OutboxKey.floor(firstBucket(index, limits.shards()));
        this.below = OutboxKey.floor(firstBucket(index + 1, limits.shards()));
        this.collections = collections;
        this.publisher = new FencedPublisher("relay-" + service + "-" + index, leases, log, limits.lease());
        this.limits = limits;
        this.meters = meters;
        this.trouble = meters.relay();
        this.tracing = tracing;
    }

    private record Pending(String collection, String id) {}

    /** The lowest bucket that {@code bucket * shards / BUCKETS} puts into this shard. */
    static int firstBucket(int index, int shards) {
        return Math.ceilDiv(index * OutboxKey.BUCKETS, shards);
    }

    void hint(String collection, String id) {
        // A full set means that the sweep has work for a while anyway.
        if (hinted.size() < 10 * limits.batch() && hinted.add(new Pending(collection, id))) {
            wake();
        }
    }

    /** Emissions must not overlap; and nothing that a hint meets may fail the commit that gave it. */
    private void wake() {
        synchronized (hints) {
            hints.tryEmitNext(false);
        }
    }

    /** A pass for every hint, and a sweep at the start and then every while; stops between two passes. */
    Mono<Void> run(Duration sweepEvery, Scheduler scheduler, Mono<Void> stop) {
        var sweeps = Flux.interval(Duration.ZERO, sweepEvery, scheduler).map(_ -> true).onBackpressureLatest();
        var hinting = hints.asFlux().onBackpressureLatest().publishOn(scheduler, 1);
        return Flux.merge(1, sweeps, hinting)
                .takeUntilOther(stop)
                .concatMap(sweep -> (sweep ? sweep() : publishHinted()).onErrorResume(this::later), 0)
                .then();
    }

    /** Publishes everything this shard holds when the pass starts, what was hinted at before included. */
    Mono<Integer> sweep() {
        return Mono.defer(() -> {
            hinted.clear();
            return publisher.hold();
        })
                .flatMapMany(_ -> Flux.fromIterable(collections.values()))
                .concatMap(this::sweep)
                .reduce(0, Integer::sum)
                .doOnSuccess(_ -> trouble.over());
    }

    /** Batch by batch while they are full; each prolongs the lease, and none stands on the stack of the one before. */
    private Mono<Integer> sweep(DocumentStore documents) {
        return publisher.held()
                .flatMap(right -> documents.withOutbox(from, below, limits.batch())
                        .collectList()
                        .flatMap(batch -> publish(right, documents, batch).thenReturn(batch.size())))
                .defaultIfEmpty(0)
                .repeat()
                .takeUntil(found -> found < limits.batch())
                .reduce(0, Integer::sum);
    }

    /** Never takes the lease: only a sweep does, so that hints on the other instances cost nothing. */
    private Mono<Integer> publishHinted() {
        return publisher.held()
                .flatMap(right -> Flux.fromIterable(takeHinted().entrySet())
                        .concatMap(entry -> publishHinted(right, entry.getKey(), entry.getValue()))
                        .reduce(0, Integer::sum))
                .defaultIfEmpty(0);
    }

    private Mono<Integer> publishHinted(FencedPublisher.Right right, String collection, List<String> ids) {
        var documents = collections.get(collection);
        if (documents == null) {
            return Mono.error(new IllegalStateException("hint for the unknown collection " + collection));
        }
        return Flux.fromIterable(ids)
                .flatMap(documents::findCommitted, 16)
                .collectList()
                .flatMap(batch -> publish(right, documents, batch));
    }

    private Map<String, List<String>> takeHinted() {
        var taken = new ConcurrentHashMap<String, List<String>>();
        for (var pending : List.copyOf(hinted)) {
            hinted.remove(pending);
            taken.computeIfAbsent(pending.collection(), _ -> new ArrayList<>()).add(pending.id());
        }
        return taken;
    }

    /** Publish first, pull afterwards: a crash in between repeats events, and never loses one. */
    private Mono<Integer> publish(FencedPublisher.Right right, DocumentStore documents, List<StoredDocument> batch) {
        var entries = batch.stream().flatMap(document -> document.outbox().stream()).toList();
        return tracing.publishing(entries.stream().map(OutboxEntry::record).toList(), right::publish)
                .then(Flux.fromIterable(batch)
                        .flatMap(document -> documents.pull(document.id(), ids(document)), 16)
                        .then())
                .doOnSuccess(_ -> meters.published(entries))
                .thenReturn(entries.size());
    }

    private static List<String> ids(StoredDocument document) {
        return document.outbox().stream().map(OutboxEntry::id).toList();
    }

    Mono<Void> letGo() {
        return publisher.letGo();
    }

    private Mono<Integer> later(Throwable failure) {
        meters.relayFailed();
        trouble.failed();
        LOG.warn("{} could not publish and tries again with the next sweep: {}", publisher, failure.toString());
        return Mono.just(0);
    }
}
