package dev.lorikeet.generation.runpod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.runpod.RemoteJob.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RunPod's answers as they were seen, which the stand-in's answers are held to as well. */
final class GoldenAnswersTest {
    private static final String ID = "fbd1b1c4-5a3e-4a49-9d0c-7f8c4a5e9d11-u1";

    private static byte[] golden(String name) {
        try (var in = RunPodCloud.class.getResourceAsStream("golden/" + name + ".json")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply reply(int status, String name) {
        return new Reply(status, true, golden(name), null, null);
    }

    private static Optional<RemoteJob> job(String name) {
        return JobJson.read(reply(200, name));
    }

    @ParameterizedTest
    @CsvSource({"queued, IN_QUEUE, , , , 0", "retried, IN_QUEUE, , , , 0",
            "running, IN_PROGRESS, z3j9k2m1q8x7vw, 61372, , 0",
            "running-again, IN_PROGRESS, z3j9k2m1q8x7vw, 2031, , 1",
            "running-with-progress, IN_PROGRESS, z3j9k2m1q8x7vw, 61372, , 0", "cancelled, CANCELLED, , , , 0",
            "completed, COMPLETED, z3j9k2m1q8x7vw, 9533, 88, 0",
            "completed-without-output, COMPLETED, z3j9k2m1q8x7vw, 9533, 88, 0",
            "webhook-completed, COMPLETED, z3j9k2m1q8x7vw, 9533, 88, 0",
            "failed, FAILED, z3j9k2m1q8x7vw, 101050, 42078, 1",
            "webhook-failed, FAILED, z3j9k2m1q8x7vw, 101050, 42078, 1",
            "failed-in-handler, FAILED, z3j9k2m1q8x7vw, 4410, 311, 0",
            "execution-timeout, FAILED, z3j9k2m1q8x7vw, 1200, 602031, 0"})
    void areJobs(String name, Status status, @org.jspecify.annotations.Nullable String worker,
            @org.jspecify.annotations.Nullable Long delay, @org.jspecify.annotations.Nullable Long execution,
            int retries) {
        assertThat(job(name)).hasValueSatisfying(job -> {
            assertThat(job.id()).isEqualTo(ID);
            assertThat(job.status()).isEqualTo(status);
            assertThat(job.worker()).isEqualTo(worker);
            assertThat(job.delayMillis()).isEqualTo(delay);
            assertThat(job.executionMillis()).isEqualTo(execution);
            assertThat(job.retries()).isEqualTo(retries);
        });
    }

    @Test
    void haveAnOutputOrNone() {
        assertThat(job("completed").orElseThrow().output()).isInstanceOfSatisfying(Output.Here.class,
                here -> assertThat(here.value().path("video").asString()).isEqualTo("AAAAHGZ0eXBpc29t"));
        assertThat(job("completed-without-output").orElseThrow().output()).isEqualTo(new Output.None());
        assertThat(job("queued").orElseThrow().output()).isEqualTo(new Output.None());
    }

    @ParameterizedTest
    @CsvSource({"failed, WORKER_LOST", "webhook-failed, WORKER_LOST", "failed-in-handler, WORKER_ERROR",
            "execution-timeout, TIMEOUT", "cancelled, CANCELLED_REMOTELY"})
    void sayWhyTheyFailed(String name, FailureCode code) {
        var failure = Diagnosis.of(job(name).orElseThrow());
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).doesNotContain("Traceback").doesNotContain("z3j9k2m1q8x7vw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-found", "unauthorized", "purged", "stream", "health"})
    void areNoJobs(String name) {
        assertThat(job(name)).isEmpty();
    }

    @Test
    void meanWhatTheirStatusSays() {
        assertThat(Replies.sighting(reply(404, "not-found"))).isEqualTo(new Sighting.NotFound());
        assertThat(Replies.submitted(reply(200, "queued"))).isEqualTo(new Submitted.Accepted(ID));
        assertThat(Replies.submitted(reply(404, "not-found"))).isInstanceOf(Submitted.Refused.class);
    }

    @Test
    void sayHowAnEndpointIs() {
        assertThat(JobJson.health(golden("health"))).contains(
                new EndpointHealth(2, 1, new EndpointHealth.Workers(0, 1, 1, 1, 0, 0)));
        assertThat(JobJson.health("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))).hasValueSatisfying(
                health -> assertThat(health.reason()).startsWith("The endpoint has no workers now"));
    }
}
