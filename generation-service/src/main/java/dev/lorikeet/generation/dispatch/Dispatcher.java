package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.dispatch.Lane.Full;
import dev.lorikeet.generation.dispatch.WaitingJobs.Heads;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.PutBack;
import dev.lorikeet.generation.job.GenerationCommand.Reject;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Submitted;
import dev.lorikeet.trace.Step;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import reactor.util.retry.Retry;

/**
 * The story of a job on its way to RunPod. Its endpoint has a place for it, and it is its workspace's turn; what it needs
 * is there, exactly as it was proven; it is written down that RunPod will be asked; and only then RunPod is asked, once.
 * What becomes of it there is {@link Watch}.
 */
@Component
public class Dispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Before somebody looks whether the place is needed. */
    private static final Duration PREPARED_WITHIN = Duration.ofSeconds(50);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final String PREPARED_AGAIN = "It could not be prepared; that is tried again.";
    private static final Submitted TOO_LATE = new Submitted.NotTaken(
            Failure.of(FailureCode.NO_CAPACITY, PREPARED_AGAIN), Duration.ZERO);
    private static final Retry KEPT_AT_LAST = Retry.backoff(50, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            // Its own jitter is chance that no seed decides on.
            .jitter(0)
            .filter(Unavailable.class::isInstance);

    private final Generations generations;
    private final Lanes lanes;
    private final WaitingJobs waiting;
    private final Preparation preparation;
    private final RunPod runPod;
    private final DispatchLimits limits;
    private final Settling settling;
    private final Secrets secrets;
    private final InstantSource clock;
    private final JobMeters meters;
    /** Endpoints with a round under way; true if somebody asked for another one meanwhile. */
    private final ConcurrentHashMap<String, Boolean> rounds = new ConcurrentHashMap<>();
    /** Behind which workspace the next round begins, for endpoints with more of them than one look sees. */
    private final ConcurrentHashMap<String, String> turns = new ConcurrentHashMap<>();
    /** Rounds, and questions to RunPod that are not answered yet. */
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicReference<Runnable> whenIdle = new AtomicReference<>(() -> {});
    private volatile boolean stopping;

    Dispatcher(Generations generations, Lanes lanes, WaitingJobs waiting, Preparation preparation, RunPod runPod,
            DispatchLimits limits, Settling settling, Secrets secrets, InstantSource clock, JobMeters meters) {
        this.generations = generations;
        this.lanes = lanes;
        this.waiting = waiting;
        this.preparation = preparation;
        this.runPod = runPod;
        this.limits = limits;
        this.settling = settling;
        this.secrets = secrets;
        this.clock = clock;
        this.meters = meters;
        settling.whenAPlaceIsFree(this::nudge);
    }

    /** Something may be sent to this endpoint now. Comes back at once; nothing is lost if it is not heard. */
    public void nudge(String endpoint) {
        if (stopping || rounds.merge(endpoint, false, (_, _) -> true)) {
            return;
        }
        busy.incrementAndGet();
        Mono.defer(() -> round(endpoint))
                .doOnError(failure -> LOG.warn("jobs for {} have to wait: {}", endpoint, failure.toString()))
                .onErrorComplete()
                .doFinally(_ -> {
                    boolean again = Boolean.TRUE.equals(rounds.remove(endpoint));
                    done();
                    if (again) {
                        nudge(endpoint);
                    }
                })
                .subscribe();
    }

    @Override
    public void start() {
        stopping = false;
    }

    /** Begins nothing any more, and waits for what RunPod has been asked: its answers would be lost with us. */
    @Override
    public void stop(Runnable callback) {
        whenIdle.set(callback);
        stopping = true;
        busy.incrementAndGet();
        done();
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean isRunning() {
        return !stopping;
    }

    private void done() {
        if (busy.decrementAndGet() == 0 && stopping) {
            whenIdle.getAndSet(() -> {}).run();
        }
    }

    /** Sends as many as may be sent. */
    private Mono<Void> round(String endpoint) {
        return look(endpoint, Tour.from(turns.getOrDefault(endpoint, "")));
    }

    private Mono<Void> look(String endpoint, Tour tour) {
        return waiting.heads(endpoint, tour.after(), clock.instant(), limits.perWorkspace() + 1)
                .filter(_ -> !stopping)
                .flatMap(heads -> lanes.take(endpoint, heads.jobs())
                        .flatMap(outcome -> after(outcome, endpoint, tour, heads)));
    }

    private Mono<Void> after(Outcome<Lane, Full> outcome, String endpoint, Tour tour, Heads heads) {
        return switch (outcome) {
            case Outcome.Done<Lane, Full>(var lane, var _, var _) -> {
                turns.put(endpoint, heads.last());
                yield start(endpoint, lane.slots().getLast().job()).then(Mono.defer(() -> round(endpoint)));
            }
            case Outcome.Refused<Lane, Full>(var why) when why == Full.NOBODY_MAY -> Mono.justOrEmpty(
                    tour.goingOn(heads.last())).flatMap(next -> look(endpoint, next));
            case Outcome.Refused<Lane, Full> _ -> Mono.empty();
        };
    }

    private Mono<Void> start(String endpoint, GenerationId id) {
        return generations.find(id)
                .flatMap(found -> found.state() instanceof Queued queued
                        ? inItsTrace(found, prepared(queued.job()))
                        : releaseUnlessNeeded(endpoint, id))
                .onErrorResume(failure -> releaseUnlessNeeded(endpoint, id).onErrorComplete()
                        .then(Mono.error(failure)));
    }

    /** Nobody asks here: that was long ago, and perhaps before a restart. */
    private static Mono<Void> inItsTrace(Versioned<Generation> found, Mono<Void> work) {
        return Step.of("dispatch a job", SpanKind.INTERNAL, Attributes.empty(), work)
                .contextWrite(context -> found.cause().map(cause -> cause.into(context)).orElse(context));
    }

    /** Another instance may have sent it meanwhile. */
    private Mono<Void> releaseUnlessNeeded(String endpoint, GenerationId id) {
        return generations.find(id)
                .map(found -> Lanes.needsAPlace(found.state()))
                .defaultIfEmpty(false)
                .flatMap(needs -> needs ? Mono.empty() : lanes.release(endpoint, id));
    }

    private Mono<Void> prepared(Job job) {
        var token = new CallbackToken(job.id(), job.lastAttempt() + 1, secrets.next());
        return preparation.prepare(job, token)
                // Its place is only kept for so long.
                .timeout(PREPARED_WITHIN)
                .onErrorResume(failure -> Mono.just(notPrepared(job, failure)))
                .flatMap(prepared -> switch (prepared) {
                    case Prepared.Ready ready -> submit(job, token, ready);
                    case Prepared.NotYet(var wait, var reason) ->
                        back(job, new Hold(clock.instant().plus(wait), reason));
                    case Prepared.Never(var failure) -> back(job, new Reject(failure));
                });
    }

    /** Whatever it is, it must not keep others waiting; it is tried again until nobody waits for it any more. */
    private static Prepared notPrepared(Job job, Throwable failure) {
        if (failure instanceof Unavailable away) {
            return new Prepared.NotYet(away.retryAfter(), "Something it needs cannot be reached now.");
        }
        if (!(failure instanceof TimeoutException)) {
            LOG.error("job {} cannot be prepared", job.id().value(), failure);
        }
        return new Prepared.NotYet(TRIED_AGAIN_AFTER, PREPARED_AGAIN);
    }

    /** It does not go to RunPod this time, so its place is for another. */
    private Mono<Void> back(Job job, GenerationCommand command) {
        return generations.send(job.id(), command)
                .flatMap(settling::after)
                .then(releaseUnlessNeeded(job.endpoint(), job.id()));
    }

    /** The commit comes first: from then on, whoever finds the job knows that RunPod may have it. */
    private Mono<Void> submit(Job job, CallbackToken token, Prepared.Ready ready) {
        return Mono.deferContextual(context -> generations
                .send(job.id(), new Submit(token.attempt(), token.digest(), ready.by(),
                        ready.forgottenAt()))
                .flatMap(outcome -> {
                    if (outcome instanceof Outcome.Done<Generation, GenerationRefusal>(Submitting submitting, var _, boolean changed)
                            && changed) {
                        ask(submitting, ready, context);
                        return Mono.empty();
                    }
                    return releaseUnlessNeeded(job.endpoint(), job.id());
                }));
    }

    /** Beside the round: another job need not wait until RunPod has answered for this one. */
    private void ask(Submitting submitting, Prepared.Ready ready, ContextView trace) {
        var job = submitting.job();
        int attempt = submitting.attempt().number();
        busy.incrementAndGet();
        Mono.defer(() -> inTime(ready) ? runPod.submit(job.endpoint(), ready.request()) : Mono.just(TOO_LATE))
                .doOnNext(answer -> meters.submitted(job, answer))
                // An answer that is not kept costs as much as one that never came.
                .flatMap(answer -> answered(submitting, attempt, answer).retryWhen(KEPT_AT_LAST))
                .doFinally(_ -> done())
                .contextWrite(trace)
                .subscribe(_ -> {}, failure -> LOG.warn("the answer for job {} could not be kept: {}; it is settled"
                        + " later", job.id().value(), failure.toString()));
    }

    /** We may have stood still since the commit, and RunPod would keep the job for longer than we wait for it. */
    private boolean inTime(Prepared.Ready ready) {
        return !clock.instant().isAfter(ready.by());
    }

    private Mono<?> answered(Submitting submitting, int attempt, Submitted answer) {
        var job = submitting.job();
        return switch (answer) {
            case Submitted.Accepted(var remote) -> accepted(job, attempt, remote);
            case Submitted.Refused(var failure) -> settling.fail(submitting, attempt, failure);
            case Submitted.NotTaken(var why, var wait) -> settling.send(job.id(),
                    new PutBack(attempt, clock.instant().plus(wait), why));
            case Submitted.Ambiguous(var reason) -> Mono.fromRunnable(() -> LOG.warn(
                    "nobody knows whether RunPod has job {}: {}; it is settled by its callback, or when RunPod has"
                            + " forgotten it",
                    job.id().value(), reason));
        };
    }

    private Mono<Void> accepted(Job job, int attempt, String remote) {
        return generations.send(job.id(), new Accepted(attempt, remote, clock.instant().plus(limits.firstLook())))
                .flatMap(outcome -> outcome instanceof Outcome.Refused
                        ? runPod.cancel(job.endpoint(), remote).then()
                        : Mono.empty());
    }
}
