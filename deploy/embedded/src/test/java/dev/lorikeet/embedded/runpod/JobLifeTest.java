package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.lorikeet.embedded.runpod.Caller.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a job: numbers 1 to 14 and 22 of the list, as far as a job shows them. */
final class JobLifeTest {
    private final Caller caller = Caller.generic();

    /** 1 */
    @Test
    void idsAreAUuidWithASuffixAndOfSyncJobsAPrefix() {
        assertThat(caller.submit()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}-u1");
        assertThat(caller.request("POST", "runsync").json().required("id").asString()).startsWith("sync-")
                .endsWith(
                        "-u1");
    }

    @Test
    void theSameSeedGivesTheSameIds() {
        assertThat(Caller.generic().submit()).isEqualTo(Caller.generic().submit());
    }

    /** 2 */
    @Test
    void fieldsThatAreNotThereAreLeftOut() {
        var id = caller.submit();
        assertThat(caller.job(id).propertyNames()).containsExactlyInAnyOrder("id", "status");
        assertThat(caller.afterSeconds(1).job(id).propertyNames())
                .containsExactlyInAnyOrder("id", "status", "delayTime", "workerId");
        assertThat(caller.afterSeconds(9).job(id).propertyNames())
                .containsExactlyInAnyOrder("id", "status", "delayTime", "executionTime", "workerId", "output");
    }

    /** 3 */
    @Test
    void timesAreOfTheLastAttemptAndRetriesAreCounted() {
        caller.faults().nextJob(JobFault.WORKER_DIES);
        var id = caller.submit();
        var first = caller.afterSeconds(2).job(id);
        assertThat(first.required("delayTime").asLong()).isEqualTo(1000);
        assertThat(first.has("retries")).isFalse();
        var second = caller.afterSeconds(42).job(id);
        assertThat(second.required("retries").asInt()).isOne();
        assertThat(second.required("delayTime").asLong()).isEqualTo(1000);
        assertThat(second.required("workerId")).isNotEqualTo(first.required("workerId"));
        var done = caller.afterSeconds(10).job(id);
        assertThat(done.required("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.required("executionTime").asLong()).isEqualTo(4000);
        assertThat(caller.gauge("jobs", "retried")).isOne();
    }

    /** 4 */
    @Test
    void gaugesFollowThePool() {
        assertThat(caller.health().required("workers").propertyNames()).containsExactlyInAnyOrder("idle",
                "initializing", "ready", "running", "throttled", "unhealthy");
        for (int job = 0; job < 5; job++) {
            caller.submit();
        }
        assertThat(caller.gauge("workers", "initializing")).isEqualTo(3);
        assertThat(caller.gauge("jobs", "inQueue")).isEqualTo(5);
        caller.afterSeconds(1);
        assertThat(caller.gauge("workers", "running")).isEqualTo(3);
        assertThat(caller.gauge("jobs", "inProgress")).isEqualTo(3);
        caller.afterSeconds(8);
        assertThat(caller.gauge("workers", "idle")).isEqualTo(3);
        assertThat(caller.gauge("workers", "ready")).isEqualTo(3);
        assertThat(caller.gauge("jobs", "completed")).isEqualTo(5);
        caller.afterSeconds(5);
        assertThat(caller.gauge("workers", "ready")).isZero();
    }

    @Test
    void anEndpointScaledToZeroTakesJobsAndRunsNone() {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Pool(0, Duration.ofSeconds(1), Duration.ofSeconds(5))));
        var id = caller.submit();
        assertThat(caller.afterSeconds(3600).status(id)).isEqualTo("IN_QUEUE");
    }

    /** 5 */
    @Test
    void anUnknownJobIs404WithANumberForItsStatus() {
        var answer = caller.ask("nobody-u1");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().required("status").isNumber()).isTrue();
        assertThat(answer.json().required("detail").asString()).isEqualTo("job not found");
    }

    /** 6 */
    @Test
    void aNewJobIsNotFoundForAWhile() {
        caller.cloud.endpoint("wan",
                EndpointSettings.of(Personality.ANY).with(Times.USUAL.hiding(Duration.ofSeconds(3))));
        var id = caller.submit();
        assertThat(caller.status(id)).isEqualTo("404");
        assertThat(caller.afterSeconds(2).status(id)).isEqualTo("404");
        assertThat(caller.afterSeconds(1).status(id)).isEqualTo("IN_PROGRESS");
    }

    /** 7 */
    @ParameterizedTest
    @CsvSource({"run,30", "runsync,1"})
    void resultsAreKeptForSomeMinutes(String operation, int minutes) {
        var id = caller.request("POST", operation).json().required("id").asString();
        assertThat(caller.afterSeconds(5 + minutes * 60L - 1).status(id)).isEqualTo("COMPLETED");
        assertThat(caller.afterSeconds(1).status(id)).isEqualTo("404");
    }

    /** 8 */
    @Test
    void aJobWhoseTimeToLiveIsOverIsGoneAlsoWhileItRuns() {
        caller.faults().nextJob(JobFault.SLOW);
        var id = caller.submit("{\"input\":{\"prompt\":\"rain\"},\"policy\":{\"ttl\":10000}}");
        assertThat(caller.afterSeconds(9).status(id)).isEqualTo("IN_PROGRESS");
        assertThat(caller.afterSeconds(1).status(id)).isEqualTo("404");
        assertThat(caller.gauge("workers", "running")).as("the worker does not know").isOne();
    }

    /** 9 */
    @Test
    void aJobThatRunsTooLongFailsAndTakesItsWorkerWithIt() {
        caller.faults().nextJob(JobFault.EXCEEDS_TIMEOUT);
        var id = caller.submit("{\"input\":{\"prompt\":\"rain\"},\"policy\":{\"executionTimeout\":30000}}");
        assertThat(caller.afterSeconds(32).status(id)).isEqualTo("IN_PROGRESS");
        var job = caller.afterSeconds(1).job(id);
        assertThat(job.required("status").asString()).isEqualTo("FAILED");
        assertThat(job.required("error").asString()).isEqualTo("executionTimeout exceeded");
        assertThat(caller.gauge("workers", "ready")).isZero();
    }

    /** 9 */
    @Test
    void aJobThatNobodyTakesTimesOut() {
        caller.faults().nextJob(JobFault.NEVER_PICKED_UP);
        var id = caller.submit();
        assertThat(caller.afterSeconds(3).status(id)).isEqualTo("IN_QUEUE");
        assertThat(caller.afterSeconds(1).status(id)).isEqualTo("TIMED_OUT");
    }

    /** 10 */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{\"input\":{}}", "{\"other\":1}"})
    void emptyInputRunsTwiceAndFails(String body) {
        var id = caller.submit(body);
        assertThat(caller.afterSeconds(2).status(id)).isEqualTo("IN_PROGRESS");
        assertThat(caller.afterSeconds(42).job(id).required("retries").asInt()).isOne();
        var failed = caller.afterSeconds(60).job(id);
        assertThat(failed.required("status").asString()).isEqualTo("FAILED");
        assertThat(failed.required("error").asString()).isEqualTo("job timed out after 1 retries");
    }

    /** 11 */
    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var most = 10_485_760;
        var frame = "{\"input\":{\"prompt\":\"\"}}";
        var fits = frame.replace("\"\"", "\"" + "x".repeat(most - frame.length()) + "\"");
        assertThat(caller.post(fits).status()).isEqualTo(200);
        var refused = caller.post(fits + " ");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("exceeded max body size of 10MiB");
    }

    /** 12 */
    @Test
    void anOutputThatIsTooLargeIsLost() {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Manners(Manners.Bounds.REFUSE, false, true, 1000)));
        var job = caller.job(caller.submit());
        assertThat(caller.afterSeconds(9).job(job.required("id").asString()).propertyNames()).doesNotContain("output",
                "error");
    }

    /** 13 */
    @Test
    void progressIsOutputWhileItRuns() {
        var id = caller.submit();
        assertThat(caller.after(Duration.ofMillis(2500)).job(id).required("output").required("percent").asInt())
                .isEqualTo(25);
        assertThat(caller.afterSeconds(1).job(id).required("output").required("percent").asInt()).isEqualTo(50);
    }

    /** 13 */
    @Test
    void lateProgressOpensAJobAgainForAWhile() {
        caller.faults().nextJob(JobFault.LATE_PROGRESS);
        var id = caller.submit();
        assertThat(caller.afterSeconds(5).status(id)).isEqualTo("COMPLETED");
        var reopened = caller.afterSeconds(1).job(id);
        assertThat(reopened.required("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(reopened.has("executionTime")).isTrue();
        assertThat(reopened.required("output").has("percent")).isTrue();
        var healed = caller.afterSeconds(30).job(id);
        assertThat(healed.required("status").asString()).isEqualTo("COMPLETED");
        assertThat(healed.required("output").has("video")).isTrue();
    }

    /** 22 */
    @ParameterizedTest
    @CsvSource({"REFUSE,400", "CLAMP,200", "ACCEPT,200"})
    void aPolicyOutOfBoundsIsRefusedClampedOrTaken(Manners.Bounds bounds, int status) {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Manners(bounds, false, true, 1 << 20)));
        for (var policy : List.of("\"executionTimeout\":4999", "\"ttl\":9999", "\"ttl\":604800001")) {
            var answer = caller.post("{\"input\":{\"prompt\":\"x\"},\"policy\":{" + policy + "}}");
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void aClampedTimeToLiveIsTheShortest() {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Manners(Manners.Bounds.CLAMP, false, true, 1 << 20)));
        var id = caller.submit("{\"input\":{\"prompt\":\"x\"},\"policy\":{\"ttl\":1}}");
        assertThat(caller.cloud.job(id).orElseThrow().order().ttl()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theStatusRequestCanShortenTheTimeToLive() {
        var id = caller.submit();
        var request = new RunPodRequest("GET", "/v2/wan/status/" + id, Map.of("ttl", "2000"), "key",
                new byte[0]);
        assertThat(caller.cloud.handle(request).status()).isEqualTo(200);
        assertThat(caller.afterSeconds(2).status(id)).isEqualTo("404");
    }

    @Test
    void bodiesThatAreNotJobsAreRefused() {
        assertThat(List.of("", "{", "[]", "1").stream().map(body -> caller.post(body).status())).containsOnly(400);
        assertThat(caller.post(PLAIN).status()).isEqualTo(200);
    }
}
