package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.generation.job.FailureCode.Again;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.GiveUp;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.LoseLora;
import dev.lorikeet.generation.job.GenerationCommand.OfAttempt;
import dev.lorikeet.generation.job.GenerationCommand.OfNotice;
import dev.lorikeet.generation.job.GenerationCommand.PutBack;
import dev.lorikeet.generation.job.GenerationCommand.Reject;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.GenerationCommand.Seen;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.GenerationCommand.Unseen;
import org.jspecify.annotations.Nullable;

/** What can happen while RunPod has the job, or may have it. */
final class WhileAway {
    private static final String TOO_LATE = "The video was finished before the cancellation reached the worker.";

    private WhileAway() {}

    static Decision<Generation, GenerationEvent, GenerationRefusal> submitting(Submitting state,
            GenerationCommand command, Instant now) {
        var job = state.job();
        var attempt = state.attempt();
        return switch (command) {
            case OfAttempt other when other.attempt() != attempt.number() -> notNow();
            case Accepted(var _, var remoteJob, var lookAt) -> {
                var running = new Running(job, attempt, remoteJob, RemoteProgress.NONE, lookAt, now);
                yield Decision.accept(running, Announced.dispatched(running));
            }
            case PutBack(var _, var until, var why) ->
                Decision.accept(new Queued(job, until, state.giveUpAt(), why.message(), why.code()));
            case Fail fail -> failed(job, attempt, null, fail, now);
            case Cancel _ -> Decision.accept(new Cancelling(job, attempt, null, attempt.forgottenAt(), now));
            case Request request -> GenerationLifeCycle.repeated(state, request);
            case Seen _,Unseen _,Finish _,Hold _,LoseLora _,GiveUp _,Reject _,Submit _,OfNotice _ -> notNow();
        };
    }

    static Decision<Generation, GenerationEvent, GenerationRefusal> running(Running state, GenerationCommand command,
            Instant now) {
        var job = state.job();
        var attempt = state.attempt();
        return switch (command) {
            case OfAttempt other when other.attempt() != attempt.number() -> notNow();
            // A second job for the same attempt is one too many.
            case Accepted(var _, var remoteJob, var _) when !remoteJob.equals(state.remoteJob()) -> notNow();
            case Accepted(var _, var _, var lookAt) -> looking(state, lookAt);
            case Seen(var _, var remoteJob, var _, var _) when !remoteJob.equals(state.remoteJob()) -> notNow();
            case Seen(var _, var remoteJob, var progress, var lookAt) -> {
                var next = new Running(job, attempt, remoteJob, progress, lookAt, now);
                yield progress.tellsMoreThan(state.progress())
                        ? Decision.accept(next, Announced.progressed(next))
                        : Decision.accept(next);
            }
            case Unseen(var _, var lookAt) -> looking(state, lookAt);
            case Fail fail -> failed(job, attempt, state.remoteJob(), fail, now);
            case Finish finish -> finished(job, attempt, finish, now);
            case Cancel _ -> Decision.accept(new Cancelling(job, attempt, state.remoteJob(), now, state.heardAt()));
            case Request request -> GenerationLifeCycle.repeated(state, request);
            case PutBack _,Hold _,LoseLora _,GiveUp _,Reject _,Submit _,OfNotice _ -> notNow();
        };
    }

    private static Decision<Generation, GenerationEvent, GenerationRefusal> looking(Running state, Instant lookAt) {
        return lookAt.equals(state.lookAt())
                ? Decision.unchanged(state)
                : Decision.accept(new Running(state.job(), state.attempt(), state.remoteJob(), state.progress(),
                        lookAt, state.heardAt()));
    }

    static Decision<Generation, GenerationEvent, GenerationRefusal> cancelling(Cancelling state,
            GenerationCommand command, Instant now) {
        var job = state.job();
        var attempt = state.attempt();
        return switch (command) {
            case OfAttempt other when other.attempt() != attempt.number() -> notNow();
            case Accepted(var _, var remoteJob, var _) when state.remoteJob() == null ->
                Decision.accept(new Cancelling(job, attempt, remoteJob, now, now));
            case Accepted(var _, var remoteJob, var _) when !remoteJob.equals(state.remoteJob()) -> notNow();
            case Accepted _ -> Decision.unchanged(state);
            case Seen(var _, var remoteJob, var _, var _) when !remoteJob.equals(state.remoteJob()) -> notNow();
            case Seen(var _, var _, var _, var lookAt) ->
                Decision.accept(new Cancelling(job, attempt, state.remoteJob(), lookAt, now));
            case Unseen(var _, var lookAt) when lookAt.equals(state.lookAt()) -> Decision.unchanged(state);
            case Unseen(var _, var lookAt) ->
                Decision.accept(new Cancelling(job, attempt, state.remoteJob(), lookAt, state.heardAt()));
            // However it ended, it ended without a video.
            case Fail _,PutBack _ -> {
                var cancelled = new Cancelled(job, attempt.number(), now);
                yield Decision.accept(cancelled, Announced.cancelled(cancelled));
            }
            case Finish finish -> finished(job.noting(TOO_LATE), attempt, finish, now);
            case Cancel _ -> Decision.unchanged(state);
            case Request request -> GenerationLifeCycle.repeated(state, request);
            case Hold _,LoseLora _,GiveUp _,Reject _,Submit _,OfNotice _ -> notNow();
        };
    }

    /** Exactly one of these comes to a job: the states that it leads from are never entered again. */
    private static Decision<Generation, GenerationEvent, GenerationRefusal> finished(Job job, Attempt attempt,
            Finish finish, Instant now) {
        var succeeded = new Succeeded(job, attempt, finish.remoteJob(), finish.video(), new Timings(
                attempt.startedAt(), finish.worker(), finish.delayMillis(), finish.executionMillis()), now);
        return Decision.accept(succeeded, Announced.succeeded(succeeded));
    }

    private static Decision<Generation, GenerationEvent, GenerationRefusal> failed(Job job, Attempt attempt,
            @Nullable String remoteJob, Fail fail, Instant now) {
        var tried = job.after(new PastAttempt(attempt.number(), remoteJob, fail.failure(), now));
        var again = fail.failure().code().again();
        if (again == Again.DIFFERENTLY && fail.otherwise().isPresent()) {
            var adjusted = fail.otherwise().get();
            return Decision.accept(new Queued(tried.using(adjusted.order(), adjusted.how()), fail.readyAt(),
                    fail.giveUpAt(), null));
        }
        if (again == Again.ONCE && mendable(tried.past()) < fail.most()) {
            return Decision.accept(new Queued(tried, fail.readyAt(), fail.giveUpAt(),
                    "The last attempt came to nothing: " + fail.failure().message()));
        }
        return GenerationLifeCycle.ended(tried, fail.failure(), now);
    }

    private static long mendable(List<PastAttempt> past) {
        return past.stream().filter(attempt -> attempt.failure().code().again() == Again.ONCE).count();
    }

    private static Decision<Generation, GenerationEvent, GenerationRefusal> notNow() {
        return Decision.refuse(GenerationRefusal.NOT_NOW);
    }
}
