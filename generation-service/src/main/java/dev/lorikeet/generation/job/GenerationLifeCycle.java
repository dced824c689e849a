package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.None;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.GiveUp;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.LoseLora;
import dev.lorikeet.generation.job.GenerationCommand.OfAttempt;
import dev.lorikeet.generation.job.GenerationCommand.OfNotice;
import dev.lorikeet.generation.job.GenerationCommand.Reject;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.GenerationCommand.Submit;

/** The whole of what can happen to a job. Start here; what happens while RunPod has it is in {@link WhileAway}. */
public final class GenerationLifeCycle {
    private GenerationLifeCycle() {}

    public static Decision<Generation, GenerationEvent, GenerationRefusal> decide(Generation state,
            GenerationCommand command, Instant now) {
        return switch (state) {
            case None() -> begin(command);
            case Queued queued -> waiting(queued, command, now);
            case Submitting submitting -> WhileAway.submitting(submitting, command, now);
            case Running running -> WhileAway.running(running, command, now);
            case Cancelling cancelling -> WhileAway.cancelling(cancelling, command, now);
            case Ended ended -> over(ended, command, now);
        };
    }

    private static Decision<Generation, GenerationEvent, GenerationRefusal> begin(GenerationCommand command) {
        return switch (command) {
            case Request(var job, var giveUpAt) -> Decision.accept(new Queued(job, job.requestedAt(), giveUpAt, null),
                    new GenerationRequested(job.id(), job.workspace(), job.inputs()));
            case Cancel _,Hold _,LoseLora _,GiveUp _,Reject _,Submit _,OfAttempt _,OfNotice _ ->
                Decision.refuse(GenerationRefusal.NOT_FOUND);
        };
    }

    private static Decision<Generation, GenerationEvent, GenerationRefusal> waiting(Queued queued,
            GenerationCommand command, Instant now) {
        var job = queued.job();
        return switch (command) {
            case Request request -> repeated(queued, request);
            case Cancel _ -> {
                var cancelled = new Cancelled(job, job.lastAttempt(), now);
                yield Decision.accept(cancelled, Announced.cancelled(cancelled));
            }
            case Hold(var until, var reason) when Objects.equals(queued.holdup(), reason)
                    && !until.isAfter(queued.readyAt()) ->
                Decision.unchanged(queued);
            case Hold(var until, var reason) -> Decision.accept(new Queued(job, until, queued.giveUpAt(), reason));
            case LoseLora(var lora, var reason) when uses(job, lora.value()) ->
                ended(job, Failure.of(FailureCode.LORA_GONE, reason), now);
            case LoseLora _ -> Decision.unchanged(queued);
            case GiveUp(var reason) when !now.isBefore(queued.giveUpAt()) ->
                ended(job, Failure.of(Objects.requireNonNullElse(queued.blame(), FailureCode.NO_CAPACITY), reason),
                        now);
            case GiveUp _ -> Decision.refuse(GenerationRefusal.NOT_NOW);
            case Reject(var failure) -> ended(job, failure, now);
            case Submit(var attempt, var _, var by, var _) when attempt != job.lastAttempt() + 1
                    || now.isBefore(queued.readyAt()) || now.isAfter(by) ->
                Decision.refuse(GenerationRefusal.NOT_NOW);
            case Submit(var number, var secret, var _, var forgottenAt) -> {
                yield Decision.accept(new Submitting(job.attempting(number),
                        new Attempt(number, secret, now, forgottenAt), queued.giveUpAt()));
            }
            case OfAttempt _,OfNotice _ -> Decision.refuse(GenerationRefusal.NOT_NOW);
        };
    }

    private static boolean uses(Job job, String lora) {
        return job.used().loras().stream().anyMatch(chosen -> chosen.lora().value().equals(lora));
    }

    /** Whatever ended stays as it is, and as it was told; only whether somebody was told of it may still change. */
    private static Decision<Generation, GenerationEvent, GenerationRefusal> over(Ended ended,
            GenerationCommand command, Instant now) {
        return switch (command) {
            case Request request -> repeated(ended, request);
            case OfNotice notice -> NoticeLifeCycle.decide(ended, notice, now);
            case Cancel _ when ended instanceof Cancelled -> Decision.unchanged(ended);
            case Cancel _,Hold _,LoseLora _,GiveUp _,Reject _,Submit _,OfAttempt _ ->
                Decision.refuse(GenerationRefusal.ENDED);
        };
    }

    static Decision<Generation, GenerationEvent, GenerationRefusal> repeated(Known known, Request request) {
        var before = known.job().fingerprint();
        return before != null && before.equals(request.job().fingerprint())
                ? Decision.unchanged(known)
                : Decision.refuse(GenerationRefusal.KEY_REUSED);
    }

    static Decision<Generation, GenerationEvent, GenerationRefusal> ended(Job job, Failure failure, Instant now) {
        var failed = new Failed(job, job.lastAttempt(), failure, now);
        return new Decision.Accepted<>(failed, List.of(Announced.failed(failed)));
    }
}
