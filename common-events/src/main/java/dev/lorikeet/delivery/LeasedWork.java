package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.lorikeet.trace.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Does the work that aggregates say is due. Claiming an item only moves its due time to the end of the lease: whoever
 * dies meanwhile leaves it to be found again. The worker ends an item by committing a state that no longer asks for it.
 */
final class LeasedWork<S> {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);
    /** Due items looked up at once, per item worked on: one that cannot be claimed must not hide the others. */
    private static final int LOOK_AHEAD = 16;
    private static final int COUNTED_EVERY = 5;
    private static final AttributeKey<String> AGGREGATE = AttributeKey.stringKey("lorikeet.aggregate");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("lorikeet.attempt");

    private final AggregateType<S> type;
    private final DocumentStore documents;
    private final Function<WorkItem<S>, Mono<?>> worker;
    private final int parallel;
    private final DeliveryLimits limits;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Spans spans;
    private final DeliveryMeters meters;
    private final DeliveryMeters.Backlog backlog;
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();

    private record Claim(String id, AtomicReference<Instant> until) {}

    LeasedWork(AggregateType<S> type, DocumentStore documents, Function<WorkItem<S>, Mono<?>> worker, int parallel,
            DeliveryLimits limits, Engines engines, DeliveryMeters meters) {
        this.type = type;
        this.documents = documents;
        this.worker = worker;
        this.parallel = parallel;
        this.limits = limits;
        this.clock = engines.clock();
        this.scheduler = engines.scheduler();
        this.spans = engines.spans();
        this.meters = meters;
        this.backlog = meters.backlog(type.collection());
    }

    Disposable start() {
        var working = Flux.interval(Duration.ZERO, limits.work().sweepEvery(), scheduler)
                .onBackpressureLatest()
                .concatMap(_ -> due().onErrorResume(this::later), 0)
                .flatMap(found -> claimAndWork(found).onErrorResume(this::later), parallel, 1)
                .subscribe();
        // Counted apart, because whoever has its hands full does not look for more.
        var counting = Flux.interval(limits.work().sweepEvery().multipliedBy(COUNTED_EVERY), scheduler)
                .onBackpressureLatest()
                .concatMap(_ -> due().collectList().doOnNext(this::count).onErrorComplete(), 0)
                .subscribe();
        return Disposables.composite(working, counting);
    }

    /** Once it is stopped: what was under way is due for another instance at once, and not when its lease ends. */
    Mono<Void> handOver() {
        return Flux.fromIterable(claims)
                .flatMap(claim -> documents.moveDue(claim.id(), claim.until().get(), clock.instant(), false)
                        .onErrorComplete())
                .doFinally(_ -> claims.clear())
                .then();
    }

    private Flux<StoredDocument> due() {
        return documents.due(clock.instant(), LOOK_AHEAD * parallel);
    }

    private void count(List<StoredDocument> waiting) {
        backlog.is(waiting.size(), waiting.stream()
                .findFirst()
                .flatMap(StoredDocument::dueAt)
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO));
    }

    /**
     * The claim may come long after the look-up, so the state is read again: somebody may have changed it. Whoever changes
     * it between the claim and that has ended the claim, and the new state is not due yet.
     */
    private Mono<StoredDocument> claimAndWork(StoredDocument found) {
        var seen = found.dueAt().orElseThrow();
        // As MongoDB keeps it.
        var until = clock.instant().plus(limits.work().lease()).truncatedTo(ChronoUnit.MILLIS);
        var claim = new Claim(found.id(), new AtomicReference<>(until));
        claims.add(claim);
        return documents.moveDue(found.id(), seen, until, true)
                .filter(claimed -> claimed)
                .flatMap(_ -> documents.find(found.id()))
                .filter(claimed -> claimed.dueAt().filter(until::equals).isPresent())
                .flatMap(claimed -> work(claimed, claim.until()).then(Mono.<StoredDocument>empty()))
                .doOnTerminate(() -> claims.remove(claim));
    }

    private Mono<Void> work(StoredDocument found, AtomicReference<Instant> lease) {
        return Mono
                .firstWithSignal(traced(found, Mono.defer(() -> worker.apply(item(found))).then()),
                        renewals(found, lease))
                .doOnSuccess(_ -> meters.worked(type.collection(), true))
                .onErrorResume(failure -> Mono.fromRunnable(() -> failed(found, failure)))
                .then(postpone(found, lease));
    }

    /** In the trace of whoever wanted it done, whichever instance that told. */
    private Mono<Void> traced(StoredDocument found, Mono<Void> working) {
        return found.trace()
                .flatMap(cause -> spans.following(cause, "work on " + type.collection(), SpanKind.INTERNAL,
                        Attributes.of(AGGREGATE, found.id(), ATTEMPT, (long) found.attempts())))
                .map(step -> step.quietly().around(working))
                .orElse(working);
    }

    private WorkItem<S> item(StoredDocument claimed) {
        return new WorkItem<>(claimed.id(), StateJson.read(claimed.state(), type.states()), claimed.attempts());
    }

    /** Never ends by itself; fails when the lease is lost, and so stops the work. */
    private Mono<Void> renewals(StoredDocument found, AtomicReference<Instant> lease) {
        return Flux.interval(limits.work().lease().dividedBy(3), scheduler)
                .onBackpressureDrop()
                .concatMap(_ -> {
                    var next = clock.instant().plus(limits.work().lease()).truncatedTo(ChronoUnit.MILLIS);
                    return documents.moveDue(found.id(), lease.get(), next, false)
                            .filter(renewed -> renewed)
                            .switchIfEmpty(Mono.defer(() -> lostUnlessCommitted(found)))
                            .doOnNext(_ -> lease.set(next))
                            .onErrorResume(failure -> failure instanceof Unavailable
                                    && clock.instant().isBefore(lease.get()), _ -> Mono.empty());
                })
                .then();
    }

    /**
     * A commit ends the lease, and most likely it was the work's own: then it may finish what is left to do. Somebody else's
     * commit cannot be told from that, and only makes the rest of the work useless; another one's claim can.
     */
    private Mono<Boolean> lostUnlessCommitted(StoredDocument claimed) {
        return documents.find(claimed.id())
                .filter(now -> now.version() != claimed.version() && now.attempts() == 0)
                .switchIfEmpty(Mono.error(() -> new Fenced("work on " + claimed.id())))
                .then(Mono.empty());
    }

    /** Without effect where the worker committed: the due time is no longer the one of this lease. */
    private Mono<Void> postpone(StoredDocument item, AtomicReference<Instant> lease) {
        return Mono.defer(() -> documents.moveDue(item.id(), lease.get(),
                clock.instant().plus(limits.backOff().after(item.attempts())), false)).then();
    }

    private void failed(StoredDocument item, Throwable failure) {
        meters.worked(type.collection(), false);
        switch (failure) {
            case Unavailable away -> LOG.info("work on {} of {} waits: {}", item.id(), type.collection(),
                    away.getMessage());
            // It took longer to say that we still have it than the lease lasts: somebody stalled, and nothing is wrong.
            case Fenced late -> LOG.warn("{} ({})", late.getMessage(), type.collection());
            default -> LOG.error("work on {} of {} failed (attempt {})", item.id(), type.collection(), item.attempts(),
                    failure);
        }
    }

    private Mono<StoredDocument> later(Throwable failure) {
        LOG.warn("due work of {} has to wait for the next look: {}", type.collection(), failure.toString());
        return Mono.empty();
    }
}
