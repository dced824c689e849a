package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.job.Attempt;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Open;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.GiveUp;
import dev.lorikeet.generation.job.GenerationCommand.LoseLora;
import dev.lorikeet.generation.job.GenerationCommand.Seen;
import dev.lorikeet.generation.job.GenerationCommand.Unseen;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.RemoteProgress;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.generation.result.Results;
import dev.lorikeet.generation.result.Results.Kept;
import dev.lorikeet.generation.runpod.Diagnosis;
import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.ProgressReading;
import dev.lorikeet.generation.runpod.RemoteJob;
import dev.lorikeet.generation.runpod.RemoteJob.Status;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a job that RunPod has: it is asked how the job is until it has ended, whatever callbacks said or did not
 * say, and then the result is fetched at once. Each look is due work of the job, so any instance can do it; and so is the
 * notice of its end, if somebody wants one.
 */
@Component
final class Watch {
    /** With the pauses in between, that is about ten minutes. */
    private static final int FETCHED_AT_MOST = 25;
    private static final String LOST = "RunPod does not know the job any more. It may have been lost there.";

    private final Settling settling;
    private final Dispatcher dispatcher;
    private final Stock stock;
    private final RunPod runPod;
    private final Results results;
    private final EndpointReasons reasons;
    private final Notices notices;
    private final DispatchLimits limits;
    private final InstantSource clock;

    Watch(Delivery delivery, Settling settling, Dispatcher dispatcher, Stock stock, RunPod runPod,
            Results results, EndpointReasons reasons, Notices notices, DispatchLimits limits, InstantSource clock) {
        this.settling = settling;
        this.dispatcher = dispatcher;
        this.stock = stock;
        this.runPod = runPod;
        this.results = results;
        this.reasons = reasons;
        this.notices = notices;
        this.limits = limits;
        this.clock = clock;
        Generations.work(delivery, limits.looks(), this::look);
    }

    private Mono<?> look(WorkItem<Generation> item) {
        return switch (item.state()) {
            case Queued queued -> waited(queued);
            case Submitting submitting -> settling.fail(submitting, submitting.attempt().number(),
                    Failure.of(FailureCode.LOST,
                            "RunPod was asked and its answer was lost, and it never called back."));
            case Running running -> seen(running, item.attempt() >= FETCHED_AT_MOST);
            case Cancelling cancelling -> stopped(cancelling, item.attempt() >= FETCHED_AT_MOST);
            case Generation.Ended ended -> notices.due(ended);
            case Generation.None _ -> Mono.empty();
        };
    }

    private Mono<?> waited(Queued queued) {
        if (!clock.instant().isBefore(queued.giveUpAt())) {
            return settling.send(queued.job().id(), new GiveUp(late(queued)));
        }
        var job = queued.job();
        return stock.missing(job.used().loras(), job.workspace())
                .flatMap(lost -> settling.send(job.id(), new LoseLora(lost.lora(), lost.reason())).then())
                .switchIfEmpty(Mono.fromRunnable(() -> dispatcher.nudge(job.endpoint())));
    }

    private String late(Queued queued) {
        long minutes = limits.queueTime().toMinutes();
        var holdup = queued.holdup();
        return holdup == null
                ? "No place was free for it in " + minutes + " minutes. Please try again later."
                : "It could not be sent within " + minutes + " minutes. " + holdup;
    }

    private Mono<?> seen(Running running, boolean last) {
        var job = running.job();
        return runPod.status(job.endpoint(), running.remoteJob()).flatMap(sighting -> switch (sighting) {
            case Sighting.Found(var remote) when remote.status().isFinal() ->
                ended(running, remote, last).doFinally(_ -> remote.output().discard());
            case Sighting.Found(var remote) -> underWay(running, remote);
            case Sighting.NotFound() -> unknown(running, running.attempt().number(), running.heardAt());
            case Sighting.Later(var reason, var wait) -> notSeen(running, running.attempt(), reason, wait);
            case Sighting.Refused(var failure) -> settling.fail(running, running.attempt().number(), failure);
        });
    }

    /** Nobody can see it any more once RunPod has deleted it, however often we ask. */
    private Mono<?> notSeen(Open state, Attempt attempt, String reason, Duration wait) {
        return clock.instant().isBefore(attempt.forgottenAt())
                ? settling.send(state.job().id(), new Unseen(attempt.number(), later(wait)))
                : settling.fail(state, attempt.number(), Failure.of(FailureCode.LOST,
                        "RunPod could not be asked about the job until it had forgotten it: " + reason + "."));
    }

    private Mono<?> underWay(Running running, RemoteJob remote) {
        return overdue(running, remote, clock.instant()).singleOptional()
                .flatMap(failure -> failure.isPresent()
                        ? ended(running, failure.get())
                        : progressed(running, remote));
    }

    private Mono<?> progressed(Running running, RemoteJob remote) {
        var progress = ProgressReading.of(remote, running.progress());
        return settling.send(running.job().id(), new Seen(running.attempt().number(), remote.id(), progress,
                next(running.job().id(), progress)));
    }

    /** Why it has to end although RunPod did not end it; empty while it may go on. */
    private Mono<Failure> overdue(Running running, RemoteJob remote, Instant now) {
        boolean neverStarted = (remote.status() == Status.IN_QUEUE || remote.status() == Status.CANCELLED)
                && remote.retries() == 0
                && running.progress().phase() == RemoteProgress.Phase.WAITING_FOR_WORKER;
        if (neverStarted && now.isAfter(running.attempt().startedAt().plus(limits.remoteQueueTime()))) {
            return reasons.of(running.job().endpoint())
                    .map(reason -> Failure.of(FailureCode.NO_CAPACITY, "No worker took it in "
                            + limits.remoteQueueTime().toMinutes() + " minutes. " + reason));
        }
        return now.isBefore(running.attempt().forgottenAt())
                ? Mono.empty()
                : Mono.just(Failure.of(FailureCode.TIMEOUT,
                        "RunPod still said that the job was under way when it should have been deleted."));
    }

    /** It only ends here once RunPod says that it has ended there, or it would cost GPU time that nobody waits for. */
    private Mono<?> ended(Running running, Failure failure) {
        int attempt = running.attempt().number();
        return endedThere(running, running.remoteJob())
                .flatMap(sighting -> switch (sighting) {
                    case Sighting.Found(var remote) when remote.status() == Status.COMPLETED ->
                        kept(running, attempt, remote, false).doFinally(_ -> remote.output().discard());
                    case Sighting.Found(var remote) when !remote.status().isFinal()
                            && clock.instant().isBefore(running.attempt().forgottenAt()) ->
                        settling.send(running.job().id(), new Unseen(attempt, later(limits.firstLook())));
                    case Sighting.Later(var reason, var wait) -> notSeen(running, running.attempt(), reason, wait);
                    case Sighting.Found _,Sighting.NotFound _,Sighting.Refused _ ->
                        settling.fail(running, attempt, failure);
                });
    }

    /** How it is once RunPod was told to end it. If that was not heard, what is said of it next means nothing. */
    private Mono<Sighting> endedThere(Open state, String remoteJob) {
        var endpoint = state.job().endpoint();
        return runPod.cancel(endpoint, remoteJob)
                .flatMap(told -> told instanceof Sighting.Later
                        ? Mono.just(told)
                        : runPod.status(endpoint, remoteJob));
    }

    /** Spread by the id, so that jobs which were sent together are not asked about together for ever. */
    private Instant next(GenerationId id, RemoteProgress progress) {
        var wait = progress.phase() == RemoteProgress.Phase.WAITING_FOR_WORKER
                ? limits.queuedLook()
                : limits.runningLook();
        long spread = Math.floorMod(id.value().hashCode() + clock.millis() / 1000, 50);
        return clock.instant().plus(wait).plus(wait.multipliedBy(spread).dividedBy(100));
    }

    private Mono<?> ended(Running running, RemoteJob remote, boolean last) {
        int attempt = running.attempt().number();
        return switch (remote.status()) {
            case COMPLETED -> kept(running, attempt, remote, last);
            case CANCELLED -> cancelled(running, remote).flatMap(failure -> settling.fail(running, attempt, failure));
            case FAILED, TIMED_OUT, IN_QUEUE, IN_PROGRESS, UNKNOWN ->
                settling.fail(running, attempt, Diagnosis.of(remote));
        };
    }

    /**
     * Whoever cancelled it because its time was over may have died before it could say so. A job that was not heard of
     * until then was cancelled by somebody else.
     */
    private Mono<Failure> cancelled(Running running, RemoteJob remote) {
        var now = clock.instant();
        var known = running.heardAt().plus(limits.unseenFor());
        return overdue(running, remote, known.isBefore(now) ? known : now).defaultIfEmpty(Diagnosis.of(remote));
    }

    /**
     * RunPod keeps a result for half an hour, so nothing else is done first.
     *
     * @param last whether a result that cannot be fetched now counts as none
     */
    private Mono<?> kept(Open state, int attempt, RemoteJob remote, boolean last) {
        return results.keep(state.job(), remote, last).flatMap(kept -> switch (kept) {
            case Kept.Stored(var video) -> settling.send(state.job().id(), new Finish(attempt, remote.id(), video,
                    remote.worker(), remote.delayMillis(), remote.executionMillis()));
            case Kept.Nothing(var failure) -> settling.fail(state, attempt, failure);
        });
    }

    /** A job that was just sent may not be known everywhere yet, least of all while the first worker is starting. */
    private Mono<?> unknown(Open state, int attempt, Instant heardAt) {
        var silence = Duration.between(heardAt, clock.instant());
        if (silence.compareTo(limits.unseenFor()) <= 0) {
            return settling.send(state.job().id(), new Unseen(attempt, later(limits.queuedLook())));
        }
        return runPod.health(state.job().endpoint())
                .map(EndpointHealth::isWakingUp)
                // If it does not say how it is, it may be.
                .defaultIfEmpty(true)
                .flatMap(waking -> waking && silence.compareTo(limits.unseenWhileWaking()) <= 0
                        ? settling.send(state.job().id(), new Unseen(attempt, later(limits.queuedLook())))
                        : lost(state, attempt));
    }

    /** Another attempt may follow, so one that is only out of sight is ended first. */
    private Mono<?> lost(Open state, int attempt) {
        var lost = Failure.of(FailureCode.LOST, LOST);
        return state instanceof Running running ? ended(running, lost) : settling.fail(state, attempt, lost);
    }

    private Mono<?> stopped(Cancelling state, boolean last) {
        int attempt = state.attempt().number();
        var remote = state.remoteJob();
        if (remote == null) {
            return settling.fail(state, attempt, Failure.of(FailureCode.LOST, LOST));
        }
        return endedThere(state, remote)
                .flatMap(sighting -> switch (sighting) {
                    case Sighting.Found(var found) when found.status() == Status.COMPLETED ->
                        kept(state, attempt, found, last).doFinally(_ -> found.output().discard());
                    case Sighting.Found(var found) when found.status().isFinal() ->
                        settling.fail(state, attempt, Diagnosis.of(found));
                    case Sighting.Found _ when clock.instant().isBefore(state.attempt().forgottenAt()) ->
                        settling.send(state.job().id(), new Unseen(attempt, later(limits.firstLook())));
                    case Sighting.Found _ -> settling.fail(state, attempt, Failure.of(FailureCode.LOST, LOST));
                    case Sighting.NotFound() -> unknown(state, attempt, state.heardAt());
                    case Sighting.Later(var reason, var wait) -> notSeen(state, state.attempt(), reason, wait);
                    case Sighting.Refused(var failure) -> settling.fail(state, attempt, failure);
                });
    }

    private Instant later(Duration wait) {
        return clock.instant().plus(wait);
    }
}
