package dev.lorikeet.embedded.runpod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients do to jobs, and what goes wrong with them: numbers 17 to 20 of the list, and the faults of jobs. */
final class JobChangesTest {
    private final Caller caller = Caller.generic();

    /** 17 */
    @Test
    void cancellingAWaitingJobEndsItAtOnce() {
        var id = caller.submit();
        assertThat(caller.cancel(id).required("status").asString()).isEqualTo("CANCELLED");
        assertThat(caller.afterSeconds(60).status(id)).isEqualTo("CANCELLED");
        assertThat(caller.cloud.executions(id)).isZero();
    }

    /** 17 */
    @Test
    void cancellingARunningJobLeavesItsWorkerBusy() {
        var id = caller.submit();
        assertThat(caller.afterSeconds(2).cancel(id).required("status").asString()).isEqualTo("CANCELLED");
        assertThat(caller.gauge("workers", "running")).isOne();
        caller.afterSeconds(3);
        assertThat(caller.gauge("workers", "idle")).isOne();
        assertThat(caller.status(id)).isEqualTo("CANCELLED");
    }

    /** 17 */
    @Test
    void cancellingWhatHasEndedOrNeverWasChangesNothing() {
        var id = caller.submit();
        assertThat(caller.afterSeconds(9).cancel(id).required("status").asString()).isEqualTo("COMPLETED");
        assertThat(caller.cancel("nobody-u1").required("status").asInt()).isEqualTo(404);
    }

    /** 18 */
    @Test
    void onlyAFailedJobCanBeRetried() {
        caller.faults().nextJob(JobFault.PLAIN_ERROR);
        var id = caller.submit();
        assertThat(caller.retry(id).status()).isEqualTo(400);
        assertThat(caller.afterSeconds(9).status(id)).isEqualTo("FAILED");
        assertThat(caller.retry(id).json().required("status").asString()).isEqualTo("IN_QUEUE");
        assertThat(caller.job(id).has("error")).isFalse();
        assertThat(caller.retry("nobody-u1").status()).isEqualTo(404);
    }

    /** 18 */
    @Test
    void aRetriedJobOutlivesTheRetentionOfItsFailure() {
        caller.faults().nextJob(JobFault.NEVER_PICKED_UP);
        var id = caller.submit();
        caller.afterSeconds(4);
        assertThat(caller.retry(id).status()).isEqualTo(200);
        assertThat(caller.afterSeconds(4).status(id)).isEqualTo("TIMED_OUT");
    }

    /** 19 */
    @Test
    void purgingTakesOnlyWhatWaits() {
        var ids = List.of(caller.submit(), caller.submit(), caller.submit(), caller.submit(), caller.submit());
        caller.afterSeconds(1);
        assertThat(caller.purge())
                .isEqualTo(Caller.parse("{\"removed\":2,\"status\":\"completed\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(ids.stream().map(caller::status)).containsExactly("IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS",
                "404", "404");
        assertThat(caller.purge().required("removed").asInt()).isZero();
    }

    /** 20 */
    @Test
    void streamingDrains() {
        var generator = new Caller(EndpointSettings.of(Personality.GENERATOR));
        var id = generator.submitInput("{\"chunks\":[{\"step\":1},{\"step\":2},{\"step\":3}]}");
        generator.afterSeconds(3);
        assertThat(generator.stream(id).required("stream").findValuesAsString("step")).containsExactly("1", "2");
        assertThat(generator.stream(id).required("stream").isEmpty()).isTrue();
        generator.afterSeconds(2);
        var last = generator.stream(id);
        assertThat(last.required("status").asString()).isEqualTo("COMPLETED");
        assertThat(last.required("stream").findValuesAsString("step")).containsExactly("3");
        assertThat(generator.job(id).required("output").size()).isEqualTo(3);
    }

    /** 20 */
    @Test
    void whoWaitsIsToldUntilWhen() {
        var sync = caller.request("POST", "runsync");
        assertThat(sync.hold().orElseThrow().until()).isEqualTo(Caller.START.plusSeconds(90));
        var id = sync.json().required("id").asString();
        assertThat(caller.request("GET", "status-sync/" + id).hold()).isPresent();
        caller.afterSeconds(9);
        var ended = caller.request("GET", "status-sync/" + id);
        assertThat(ended.hold()).isEmpty();
        assertThat(ended.json().required("status").asString()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource(names = {"HANDLER_ERROR", "PLAIN_ERROR", "OUT_OF_MEMORY", "LORA_MISSING", "WORKER_BROKEN"})
    void faultsOfTheHandlerFailTheJobWithAReason(JobFault fault) {
        caller.faults().nextJob(fault);
        var job = caller.job(waited(caller.submit()));
        assertThat(job.required("status").asString()).isEqualTo("FAILED");
        assertThat(job.required("error").asString()).isNotBlank();
        assertThat(caller.job(waited(caller.submit())).required("status").asString()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_OUTPUT", "OVERSIZED_OUTPUT"})
    void aJobCanBeCompletedWithoutOutput(JobFault fault) {
        var id = waited(caller.submitInput("{\"prompt\":\"rain " + fault.marker() + "\"}"));
        assertThat(caller.status(id)).isEqualTo("COMPLETED");
        assertThat(caller.job(id).has("output")).isFalse();
    }

    @Test
    void outputsCanBeWrongInThreeWays() {
        caller.faults().nextJob(JobFault.INVALID_OUTPUT);
        caller.faults().nextJob(JobFault.ERROR_IN_OUTPUT);
        caller.faults().nextJob(JobFault.NESTED_OUTPUT);
        var ids = List.of(caller.submit(), caller.submit(), caller.submit());
        caller.afterSeconds(9);
        var outputs = ids.stream().map(id -> caller.job(id).required("output")).toList();
        assertThat(outputs.get(0).required("video").binaryValue())
                .startsWith("this is".getBytes(StandardCharsets.US_ASCII));
        assertThat(outputs.get(1).required("status").asString()).isEqualTo("success_no_images");
        assertThat(outputs.get(2).required("job_results").has("video")).isTrue();
    }

    @Test
    void aLostJobIsAcceptedAndNeverFound() {
        caller.faults().job(2, JobFault.LOST);
        assertThat(caller.status(waited(caller.submit()))).isEqualTo("COMPLETED");
        assertThat(caller.status(waited(caller.submit()))).isEqualTo("404");
    }

    @Test
    void aJobWithoutCapacityWaitsAndHealthSaysWhy() {
        caller.faults().everyJob(JobFault.NEVER_STARTS);
        var id = caller.submit();
        assertThat(caller.after(Duration.ofHours(1)).status(id)).isEqualTo("IN_QUEUE");
        assertThat(caller.gauge("workers", "throttled")).isOne();
    }

    @Test
    void aJobCanBeCancelledBySomebodyElseHiddenOrShownInOtherWords() {
        caller.faults().nextJob(JobFault.CANCELLED_REMOTELY);
        caller.faults().nextJob(JobFault.SHOWN_AS_RUNNING);
        caller.faults().nextJob(JobFault.SHOWN_AS_PAUSED);
        var ids = List.of(caller.submit(), caller.submit(), caller.submit());
        caller.afterSeconds(3);
        assertThat(ids.stream().map(caller::status)).containsExactly("CANCELLED", "RUNNING", "PAUSED");
        caller.faults().nextJob(JobFault.HIDDEN_AT_FIRST);
        assertThat(caller.status(caller.submit())).isEqualTo("404");
    }

    @Test
    void onlyAFaultRunsAJobTwice() {
        caller.faults().nextJob(JobFault.RUNS_TWICE);
        var id = waited(waited(caller.submit()));
        assertThat(caller.cloud.executions(id)).isEqualTo(2);
        assertThat(caller.status(id)).isEqualTo("COMPLETED");
    }

    private String waited(String id) {
        caller.afterSeconds(9);
        return id;
    }
}
