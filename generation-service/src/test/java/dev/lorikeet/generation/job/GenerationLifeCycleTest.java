package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationCancelled;
import dev.lorikeet.event.GenerationEvent.GenerationDispatched;
import dev.lorikeet.event.GenerationEvent.GenerationFailed;
import dev.lorikeet.event.GenerationEvent.GenerationProgressed;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Adjusted;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.GiveUp;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.LoseLora;
import dev.lorikeet.generation.job.GenerationCommand.PutBack;
import dev.lorikeet.generation.job.GenerationCommand.Reject;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.GenerationCommand.Seen;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.GenerationCommand.Unseen;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.lorikeet.generation.job.JobSamples.ATTEMPT;
import static dev.lorikeet.generation.job.JobSamples.FORGOTTEN;
import static dev.lorikeet.generation.job.JobSamples.GIVE_UP;
import static dev.lorikeet.generation.job.JobSamples.LATER;
import static dev.lorikeet.generation.job.JobSamples.NOW;
import static dev.lorikeet.generation.job.JobSamples.REMOTE;
import static dev.lorikeet.generation.job.JobSamples.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

final class GenerationLifeCycleTest {
    private static final RemoteProgress HALF = new RemoteProgress(Phase.RENDERING, 50, "sampling", "w", 10L);

    private static Decision<Generation, GenerationEvent, GenerationRefusal> decide(Generation state,
            GenerationCommand command) {
        return GenerationLifeCycle.decide(state, command, NOW);
    }

    private static Generation accepted(Generation state, GenerationCommand command,
            List<Class<? extends GenerationEvent>> events) {
        var decision = decide(state, command);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        var accepted = (Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>) decision;
        assertThat(accepted.events()).hasSameSizeAs(events);
        for (int index = 0; index < events.size(); index++) {
            assertThat(accepted.events().get(index)).isInstanceOf(events.get(index));
        }
        return accepted.next();
    }

    private static void refuses(Generation state, GenerationCommand command, GenerationRefusal reason) {
        assertThat(decide(state, command)).as("%s to %s", command, state).isEqualTo(Decision.refuse(reason));
    }

    private static void leaves(Generation state, GenerationCommand command) {
        assertThat(decide(state, command)).as("%s to %s", command, state).isEqualTo(Decision.unchanged(state));
    }

    private static GenerationCommand command(String name) {
        return switch (name) {
            case "request" -> JobSamples.request();
            case "cancel" -> new Cancel();
            case "hold" -> new Hold(LATER, "the bucket is away");
            case "lose" -> new LoseLora(new LoraId("a"), "LoRA a was deleted.");
            case "give-up" -> new GiveUp("No place was free.");
            case "reject" -> new Reject(Failure.of(FailureCode.MODEL_CHANGED, "Gone."));
            case "submit" -> new Submit(JobSamples.queued().job().lastAttempt() + 1, SECRET, FORGOTTEN, FORGOTTEN);
            case "put-back" -> new PutBack(2, LATER, Failure.of(FailureCode.AUTH, "RunPod does not know us."));
            case "accepted" -> new Accepted(2, REMOTE, LATER.plusSeconds(1));
            case "seen" -> new Seen(2, REMOTE, HALF, LATER.plusSeconds(1));
            case "unseen" -> new Unseen(2, LATER.plusSeconds(1));
            case "fail" -> JobSamples.fail(FailureCode.TIMEOUT, Optional.empty());
            case "finish" -> JobSamples.finish();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Generation state(String name) {
        return switch (name) {
            case "none" -> new Generation.None();
            case "queued" -> JobSamples.queued();
            case "submitting" -> JobSamples.submitting();
            case "running" -> JobSamples.running();
            case "cancelling" -> JobSamples.cancelling();
            case "unnamed" -> JobSamples.cancellingUnnamed();
            case "succeeded" -> JobSamples.succeeded();
            case "failed" -> JobSamples.failed();
            case "cancelled" -> JobSamples.cancelled();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** What comes of every command in every state: the next state, {@code =} for unchanged, else the refusal. */
    @ParameterizedTest
    @CsvSource({
            "none,       Queued, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND",
            "queued,     =, Cancelled, Queued, Failed, NOT_NOW, Failed, Submitting, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW",
            "submitting, =, Cancelling, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, Queued, Running, NOT_NOW, NOT_NOW, Failed, NOT_NOW",
            "running,    =, Cancelling, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, Running, Running, Running, Failed, Succeeded",
            "cancelling, =, =, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, Cancelled, =, Cancelling, Cancelling, Cancelled, Succeeded",
            "unnamed,    =, =, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, Cancelled, Cancelling, NOT_NOW, Cancelling, Cancelled, Succeeded",
            "succeeded,  =, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED",
            "failed,     =, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED",
            "cancelled,  =, =, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED, ENDED"})
    void decidesEveryCommandInEveryState(String state, String request, String cancel, String hold, String lose,
            String giveUp, String reject, String submit, String putBack, String accepted, String seen, String unseen,
            String fail, String finish) {
        var names = List.of("request", "cancel", "hold", "lose", "give-up", "reject", "submit", "put-back", "accepted",
                "seen", "unseen", "fail", "finish");
        var expected = List.of(request, cancel, hold, lose, giveUp, reject, submit, putBack, accepted, seen, unseen,
                fail, finish);
        var actual = new ArrayList<String>();
        names.forEach(name -> actual.add(brief(decide(state(state), command(name)))));
        assertThat(actual).isEqualTo(expected);
    }

    private static String brief(Decision<Generation, GenerationEvent, GenerationRefusal> decision) {
        return switch (decision) {
            case Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>(var next, var _) ->
                next.getClass().getSimpleName();
            case Decision.Unchanged<Generation, GenerationEvent, GenerationRefusal> _ -> "=";
            case Decision.Refused<Generation, GenerationEvent, GenerationRefusal>(var reason) -> reason.name();
        };
    }

    @Test
    void beginsWithWhatWasOrderedAndTellsOfIt() {
        assertThat(accepted(new Generation.None(), JobSamples.request(), List.of(GenerationRequested.class)))
                .isEqualTo(new Queued(JobSamples.job(), NOW, GIVE_UP, null));
    }

    @Test
    void tellsOfADispatchAProgressAndAnEndOnce() {
        assertThat(accepted(JobSamples.submitting(), command("accepted"), List.of(GenerationDispatched.class)))
                .isEqualTo(new Running(JobSamples.tried(), ATTEMPT, REMOTE, RemoteProgress.NONE, LATER.plusSeconds(1),
                        NOW));
        var half = accepted(JobSamples.running(), command("seen"), List.of(GenerationProgressed.class));
        assertThat(accepted(half, new Seen(2, REMOTE, HALF, LATER.plusSeconds(9)), List.of()))
                .isInstanceOf(Running.class);
        assertThat(accepted(half, JobSamples.finish(), List.of(GenerationSucceeded.class)))
                .isInstanceOf(Succeeded.class);
        assertThat(accepted(JobSamples.queued(), new Cancel(), List.of(GenerationCancelled.class)))
                .isInstanceOf(Cancelled.class);
        assertThat(accepted(JobSamples.running(), command("fail"), List.of(GenerationFailed.class)))
                .isInstanceOf(Failed.class);
        assertThat(accepted(JobSamples.running(), new Cancel(), List.of())).isInstanceOf(Cancelling.class);
    }

    @Test
    void takesNoOtherRequestUnderTheSameKey() {
        var other = new Request(Job.of(JobSamples.job().id(), JobSamples.job().workspace(), "kim", "wan22",
                JobSamples.order(), NOW, new Sha256("01".repeat(32)), null), GIVE_UP);
        for (var name : List.of("queued", "submitting", "running", "cancelling", "succeeded", "failed", "cancelled")) {
            refuses(state(name), other, GenerationRefusal.KEY_REUSED);
        }
    }

    @Test
    void heedsNothingAboutAnotherAttempt() {
        for (var name : List.of("submitting", "running", "cancelling", "unnamed")) {
            for (int attempt : new int[]{1, 3}) {
                refuses(state(name), new Accepted(attempt, REMOTE, LATER), GenerationRefusal.NOT_NOW);
                refuses(state(name), new Seen(attempt, REMOTE, HALF, LATER), GenerationRefusal.NOT_NOW);
                refuses(state(name), new Unseen(attempt, LATER), GenerationRefusal.NOT_NOW);
                refuses(state(name), new PutBack(attempt, LATER, Failure.of(FailureCode.NO_CAPACITY, "no")),
                        GenerationRefusal.NOT_NOW);
                refuses(state(name), new Finish(attempt, REMOTE, JobSamples.VIDEO, null, null, null),
                        GenerationRefusal.NOT_NOW);
                refuses(state(name), new Fail(attempt, Failure.of(FailureCode.LOST, "lost"), 2, LATER, GIVE_UP,
                        Optional.empty()), GenerationRefusal.NOT_NOW);
            }
        }
    }

    /** Whoever sent it hears that it is one too many, and cancels it. */
    @Test
    void takesNoSecondJobOfRunPodForOneAttempt() {
        for (var name : List.of("running", "cancelling")) {
            refuses(state(name), new Accepted(2, "another-u1", LATER), GenerationRefusal.NOT_NOW);
            refuses(state(name), new Seen(2, "another-u1", HALF, LATER), GenerationRefusal.NOT_NOW);
        }
    }

    @Test
    void changesNothingWhenItIsToldTheSameAgain() {
        leaves(JobSamples.running(), new Accepted(2, REMOTE, LATER));
        leaves(JobSamples.running(), new Unseen(2, LATER));
        leaves(JobSamples.cancelling(), new Accepted(2, REMOTE, LATER));
        leaves(JobSamples.cancelling(), new Unseen(2, LATER));
        leaves(JobSamples.cancelling(), new Cancel());
        leaves(JobSamples.cancelled(), new Cancel());
        var held = accepted(JobSamples.queued(), command("hold"), List.of());
        leaves(held, command("hold"));
        leaves(JobSamples.queued(), new LoseLora(new LoraId("unused"), "deleted"));
    }

    @Test
    void isSentOnlyOnceItIsReady() {
        var held = new Queued(JobSamples.tried(), NOW.plusMillis(1), GIVE_UP, "wait");
        refuses(held, command("submit"), GenerationRefusal.NOT_NOW);
        assertThat(accepted(JobSamples.queued(), command("submit"), List.of()))
                .isEqualTo(new Submitting(JobSamples.job().attempting(3), new Attempt(3, SECRET, NOW, FORGOTTEN),
                        GIVE_UP));
    }

    /** RunPod would keep it for longer than we wait for it. */
    @Test
    void asksNobodyOnceThePreparationsAreOld() {
        var submit = new Submit(JobSamples.queued().job().lastAttempt() + 1, SECRET, NOW, FORGOTTEN);
        assertThat(GenerationLifeCycle.decide(JobSamples.queued(), submit, NOW)).isInstanceOf(Decision.Accepted.class);
        assertThat(GenerationLifeCycle.decide(JobSamples.queued(), submit, NOW.plusMillis(1)))
                .isEqualTo(Decision.refuse(GenerationRefusal.NOT_NOW));
    }

    @Test
    void givesUpNotBeforeItsTimeAndPuttingBackDoesNotMoveThat() {
        var back = accepted(JobSamples.submitting(), command("put-back"), List.of());
        assertThat(back).isEqualTo(new Queued(JobSamples.tried(), LATER, GIVE_UP, "RunPod does not know us.",
                FailureCode.AUTH));
        refuses(back, command("give-up"), GenerationRefusal.NOT_NOW);
        assertThat(GenerationLifeCycle.decide(back, command("give-up"), GIVE_UP))
                .isInstanceOfSatisfying(Decision.Accepted.class, decision -> assertThat(decision.next())
                        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.failure().code())
                                .isEqualTo(FailureCode.AUTH)));
        assertThat(((Queued) back).job().past()).isEmpty();
    }

    @Test
    void blamesNobodyForAJobThatNobodyTookInTime() {
        assertThat(GenerationLifeCycle.decide(JobSamples.queued(), command("give-up"), GIVE_UP))
                .isInstanceOfSatisfying(Decision.Accepted.class, decision -> assertThat(decision.next())
                        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.failure().code())
                                .isEqualTo(FailureCode.NO_CAPACITY)));
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void triesAgainOnlyWhatAnotherAttemptMayMend(FailureCode code) {
        var next = next(JobSamples.running(), JobSamples.fail(code, Optional.empty()), NOW);
        if (code.again() == FailureCode.Again.ONCE) {
            assertThat(next).isInstanceOfSatisfying(Queued.class, queued -> {
                assertThat(queued.readyAt()).isEqualTo(LATER);
                assertThat(queued.job().past()).hasSize(1);
                var again = next(next(queued, new Submit(3, SECRET, FORGOTTEN, FORGOTTEN), LATER),
                        new Fail(3, Failure.of(code, "again"), 2, LATER, GIVE_UP, Optional.empty()), LATER);
                assertThat(again).isInstanceOf(Failed.class);
            });
        } else {
            assertThat(next).isInstanceOf(Failed.class);
        }
    }

    @Test
    void goesOnWithWhatThePersonAllowed() {
        var fewer = JobSamples.order().with(List.of(JobSamples.lora("a")));
        var otherwise = Optional.of(new Adjusted(fewer, List.of("Without LoRA b.")));
        assertThat(next(JobSamples.running(), JobSamples.fail(FailureCode.OUT_OF_MEMORY, otherwise), NOW))
                .isInstanceOfSatisfying(Queued.class, queued -> {
                    assertThat(queued.job().used()).isEqualTo(fewer);
                    assertThat(queued.job().asked()).isEqualTo(JobSamples.order());
                    assertThat(queued.job().adjustments()).containsExactly("Without LoRA b.");
                    assertThat(queued.holdup()).isNull();
                });
        assertThat(next(JobSamples.running(), JobSamples.fail(FailureCode.OUT_OF_MEMORY, Optional.empty()), NOW))
                .isInstanceOf(Failed.class);
    }

    @Test
    void keepsAVideoThatCameBeforeTheCancellation() {
        assertThat(accepted(JobSamples.cancelling(), JobSamples.finish(), List.of(GenerationSucceeded.class)))
                .isInstanceOfSatisfying(Succeeded.class, done -> assertThat(done.job().adjustments()).containsExactly(
                        "The video was finished before the cancellation reached the worker."));
    }

    @Test
    void cutsWhatWorkersSayToALengthThatCanBeKept() {
        var failure = Failure.of(FailureCode.WORKER_ERROR, "x".repeat(5000));
        assertThat(failure.message()).hasSizeLessThan(1000);
        assertThat(Failure.of(FailureCode.LOST, " ").message()).isEqualTo("LOST");
        assertThat(new Adjusted(JobSamples.order(), List.of("y".repeat(5000))).how().getFirst())
                .hasSizeLessThan(500);
    }

    static Generation next(Generation state, GenerationCommand command, Instant now) {
        return switch (GenerationLifeCycle.decide(state, command, now)) {
            case Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>(var next, var _) -> next;
            case Decision.Unchanged<Generation, GenerationEvent, GenerationRefusal>(var current) -> current;
            case Decision.Refused<Generation, GenerationEvent, GenerationRefusal> _ -> state;
        };
    }
}
