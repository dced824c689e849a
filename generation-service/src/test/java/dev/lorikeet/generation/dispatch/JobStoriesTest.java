package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.util.List;

import dev.lorikeet.embedded.runpod.JobFault;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.runpod.CloudRunPod;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of jobs, each with one thing that happens to it. */
final class JobStoriesTest {
    private final JobWorld world = new JobWorld(1, 4, 2);

    {
        world.start();
        world.pass(Duration.ofSeconds(3));
    }

    @Test
    void makesAVideoFromTwoLorasAndTellsOfEveryStep() {
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", world.lora("a"), world.lora("b"));
        world.pass(Duration.ofSeconds(30));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class, done -> {
            assertThat(world.bucket.holds(done.video().key())).isTrue();
            assertThat(done.video().key().value()).isEqualTo("videos/demo/" + job.value() + ".mp4");
        });
        assertThat(world.events(job)).extracting(event -> event.getClass().getSimpleName())
                .startsWith("GenerationRequested", "GenerationDispatched")
                .endsWith("GenerationSucceeded");
        assertThat(world.lane().slots()).isEmpty();
    }

    @Test
    void needsNoCallback() {
        world.loseWebhooks();
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(30));
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
    }

    @Test
    void learnsFromTheCallbackWhatTheLostAnswerSaid() {
        world.cloud.faults(JobWorld.ENDPOINT).nextRequests(Operation.RUN, RequestFault.RESET_AFTER, 1);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(30));
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
        assertThat(world.remote(job)).hasSize(1);
    }

    @Test
    void asksAgainOnlyWhenRunPodMustHaveForgottenTheFirst() {
        world.loseWebhooks();
        world.cloud.faults(JobWorld.ENDPOINT).nextRequests(Operation.RUN, RequestFault.SERVER_ERROR, 1);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(90));
        assertThat(world.state(job)).isInstanceOf(Generation.Submitting.class);
        world.pass(Duration.ofMinutes(4));
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
    }

    /** RunPod would keep it for longer than we wait for it. */
    @Test
    void asksAnewWhoStoodStillForTooLongToAsk() {
        world.standStillBeforeAsking(Duration.ofSeconds(51));
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(30));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class,
                done -> assertThat(done.job().past()).isEmpty());
        assertThat(world.remote(job)).singleElement()
                .satisfies(remote -> assertThat(remote.order().webhook())
                        .asString()
                        .contains("/" + job.value() + ".2."));
    }

    /** Its place must not be taken for ever by a job that nobody can see. */
    @Test
    void isLostWhenRunPodCannotBeAskedUntilItHasForgotten() {
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMillis(500));
        world.cloud.faults(JobWorld.ENDPOINT)
                .requestsFor(Duration.ofHours(1), Operation.STATUS,
                        RequestFault.UNAUTHORIZED);
        world.pass(Duration.ofMinutes(12));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.LOST);
            assertThat(failed.failure().message()).contains("RunPod does not accept our key");
        });
        assertThat(world.lane().slots()).isEmpty();
    }

    @Test
    void goesOnAfterTheInstanceThatSentItIsGone() {
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(3));
        world.any().die();
        world.start();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
    }

    @Test
    void waitsWhileTheEndpointIsAway() {
        world.cloud.faults(JobWorld.ENDPOINT).requestsFor(Duration.ofSeconds(60), null, RequestFault.UNAVAILABLE);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMinutes(6));
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
    }

    @Test
    void putsAJobBackThatRunPodHasNoRoomFor() {
        world.cloud.faults(JobWorld.ENDPOINT).nextRequests(Operation.RUN, RequestFault.TOO_MANY_RETRY_AFTER, 3);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(60));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class,
                done -> assertThat(done.job().past()).isEmpty());
    }

    /** RunPod certainly has no job then, and the next one would fare no better. */
    @Test
    void waitsForAnotherKeyWithoutLosingAnAttempt() {
        world.cloud.faults(JobWorld.ENDPOINT)
                .requestsFor(Duration.ofMinutes(10), Operation.RUN, RequestFault.UNAUTHORIZED);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMinutes(9));
        assertThat(world.state(job)).isInstanceOfSatisfying(Queued.class, queued -> {
            assertThat(queued.holdup()).contains("RunPod does not accept our key").contains("operator");
            assertThat(queued.job().past()).isEmpty();
        });
        assertThat(world.lane().slots()).isEmpty();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class,
                done -> assertThat(done.job().past()).isEmpty());
    }

    @Test
    void saysThatTheKeyWasRefusedForAsLongAsTheJobCouldWait() {
        world.cloud.faults(JobWorld.ENDPOINT)
                .requestsFor(Duration.ofHours(2), Operation.RUN, RequestFault.FORBIDDEN);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMinutes(32));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.AUTH);
            assertThat(failed.failure().message()).startsWith("It could not be sent within 30 minutes. RunPod does not"
                    + " accept our key.");
        });
    }

    @Test
    void cancelsWhileRunning() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.SLOW);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(10));
        world.cancel(job);
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOf(Cancelled.class);
        assertThat(world.live(job)).isZero();
        assertThat(world.lane().slots()).isEmpty();
    }

    @Test
    void neverSendsWhatWasDeletedMeanwhile() {
        var lora = world.lora("a");
        world.library("a", lora.object(), CatalogueStatus.DELETING);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.DROP, "a harbour", lora);
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.LORA_GONE);
            assertThat(failed.failure().message()).isEqualTo("LoRA a was deleted.");
        });
        assertThat(world.remote(job)).isEmpty();
    }

    @Test
    void neverSendsWhatIsAnotherObjectNow() {
        var lora = world.lora("a");
        world.bucket.lose(lora.object().key());
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", lora);
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.LORA_GONE));
        assertThat(world.remote(job)).isEmpty();
    }

    @Test
    void neverSendsSomebodyElsesLora() {
        var job = world.order(new WorkspaceId("other"), OnLoraFailure.FAIL, "a harbour", world.lora("a"));
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOf(Failed.class);
        assertThat(world.remote(job)).isEmpty();
    }

    @Test
    void reducesWhatIsTooMuchForTheGpuIfThePersonAllowsIt() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.OUT_OF_MEMORY);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.REDUCE, "a harbour", world.lora("a"), world.lora("b"));
        world.pass(Duration.ofSeconds(60));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class, done -> {
            assertThat(done.job().used().loras()).hasSize(1);
            assertThat(done.job().asked().loras()).hasSize(2);
            assertThat(done.job().adjustments()).singleElement()
                    .asString()
                    .contains("Reduced LoRA complexity due to memory constraints");
        });
    }

    @Test
    void failsWithTheReasonIfThePersonDoesNot() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.OUT_OF_MEMORY);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", world.lora("a"));
        world.pass(Duration.ofSeconds(30));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.OUT_OF_MEMORY));
    }

    @Test
    void triesAJobOnceMoreThatRunPodLost() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.LOST);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.state(job)).isInstanceOfSatisfying(Succeeded.class,
                done -> assertThat(done.job().past()).singleElement()
                        .satisfies(past -> assertThat(past.failure().code()).isEqualTo(FailureCode.LOST)));
    }

    /** RunPod denied it once, after a time in which nobody could ask. */
    @Test
    void triesNothingAnewAsLongAsTheFirstMayLive() {
        var faults = world.cloud.faults(JobWorld.ENDPOINT);
        faults.nextJob(JobFault.SLOW);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(1));
        faults.requestsFor(Duration.ofSeconds(21), Operation.STATUS, RequestFault.UNAVAILABLE);
        world.pass(Duration.ofSeconds(21));
        faults.nextRequests(Operation.STATUS, RequestFault.NOT_FOUND, 1);
        faults.nextRequests(Operation.CANCEL, RequestFault.SERVER_ERROR, 1);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.TIMEOUT));
        assertThat(world.remote(job)).hasSize(1);
    }

    @Test
    void isCancelledOnceRunPodWasToldAndNotBefore() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.SLOW);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(5));
        var away = Duration.ofSeconds(40);
        var faults = world.cloud.faults(JobWorld.ENDPOINT);
        faults.requestsFor(away, Operation.CANCEL, RequestFault.SERVER_ERROR);
        faults.requestsFor(away, Operation.STATUS, RequestFault.NOT_FOUND);
        world.cancel(job);
        world.pass(Duration.ofSeconds(39));
        assertThat(world.state(job)).isInstanceOf(Generation.Cancelling.class);
        world.pass(Duration.ofSeconds(20));
        assertThat(world.state(job)).isInstanceOf(Cancelled.class);
        assertThat(world.live(job)).isZero();
    }

    @Test
    void servesEveryWorkspaceWhoeverCameFirst() {
        for (int number = 0; number < 12; number++) {
            world.order(new WorkspaceId("greedy"), OnLoraFailure.FAIL, "one of many");
        }
        var modest = world.order(new WorkspaceId("modest"), OnLoraFailure.FAIL, "just one");
        world.pass(Duration.ofSeconds(1));
        assertThat(world.state(modest)).isNotInstanceOf(Queued.class);
        assertThat(world.lane().placesOf(new WorkspaceId("greedy"))).isEqualTo(2);
    }

    @Test
    void servesEveryWorkspaceHoweverManyHaveNamesBeforeIt() {
        var early = List.of("a", "b", "c", "d", "e", "f", "g");
        for (int number = 0; number < 10; number++) {
            early.forEach(name -> world.order(new WorkspaceId(name), OnLoraFailure.FAIL, "one of many"));
        }
        var late = world.order(new WorkspaceId("z"), OnLoraFailure.FAIL, "just one");
        world.pass(Duration.ofSeconds(60));
        assertThat(world.state(late)).isInstanceOf(Succeeded.class);
        assertThat(world.jobs()).as("not for want of work").anyMatch(id -> world.state(id) instanceof Queued);
    }

    /** Whoever waits for something else must not stand before those who could go. */
    @Test
    void looksBehindWorkspacesThatCannotGoNow() {
        world.cloud.faults(JobWorld.ENDPOINT)
                .nextRequests(Operation.RUN, RequestFault.FORBIDDEN, 4);
        for (var name : List.of("a", "b", "c", "d")) {
            world.order(new WorkspaceId(name), OnLoraFailure.FAIL, "held up");
        }
        world.pass(Duration.ofSeconds(3));
        assertThat(world.jobs()).allMatch(id -> world.state(id) instanceof Queued);
        var late = world.order(new WorkspaceId("z"), OnLoraFailure.FAIL, "just one");
        world.pass(Duration.ofSeconds(1));
        assertThat(world.state(late)).isInstanceOf(Generation.Running.class);
    }

    @Test
    void believesNoForgedCallback() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.SLOW);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(4));
        var before = world.state(job);
        world.call(job.value() + ".1.secret-of-somebody-else", "job-of-somebody-else");
        world.call(job.value() + ".2.secret-of-somebody-else", "job-of-somebody-else");
        world.call("nonsense", "x");
        assertThat(world.state(job)).isEqualTo(before);
        assertThat(world.events(job)).noneMatch(GenerationSucceeded.class::isInstance);
    }

    @Test
    void failsAWaitingJobSoonAfterItsLoraIsDeleted() {
        for (int number = 0; number < 2; number++) {
            world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.SLOW);
            world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "before it");
        }
        var lora = world.lora("a");
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", lora);
        world.pass(Duration.ofSeconds(2));
        assertThat(world.state(job)).isInstanceOf(Queued.class);
        world.library("a", lora.object(), CatalogueStatus.DELETING);
        world.pass(Duration.ofSeconds(20));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().message()).isEqualTo("LoRA a was deleted."));
    }

    @Test
    void stopsAtRunPodWhatNoWorkerTookBeforeItEndsHere() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.NEVER_STARTS);
        world.cloud.faults(JobWorld.ENDPOINT).nextRequests(Operation.CANCEL, RequestFault.SERVER_ERROR, 2);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofMinutes(2));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.NO_CAPACITY));
        assertThat(world.live(job)).isZero();
    }

    @Test
    void saysThatNoWorkerTookItWhenWhoeverCancelledItForThatDied() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.NEVER_STARTS);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.dieAfterCancelling();
        world.pass(Duration.ofSeconds(75));
        assertThat(world.remote(job)).hasSize(1);
        assertThat(world.live(job)).isZero();
        assertThat(world.state(job)).isInstanceOf(Generation.Running.class);
        world.start();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.NO_CAPACITY);
            assertThat(failed.failure().message()).startsWith("No worker took it in ");
        });
    }

    @Test
    void saysThatSomebodyElseCancelledItWhenItWasNotHeardOfAsLong() {
        world.cloud.faults(JobWorld.ENDPOINT).nextJob(JobFault.NEVER_STARTS);
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        world.pass(Duration.ofSeconds(10));
        world.any().die();
        var runPod = new CloudRunPod(world.cloud);
        world.remote(job).forEach(remote -> runPod.cancel(JobWorld.ENDPOINT, remote.id()).block());
        world.pass(Duration.ofSeconds(75));
        world.start();
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.CANCELLED_REMOTELY));
    }
}
