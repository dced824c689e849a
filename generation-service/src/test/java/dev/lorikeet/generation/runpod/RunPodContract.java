package dev.lorikeet.generation.runpod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.runpod.RemoteJob.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the rest of the service relies on, whatever stands between it and RunPod. */
abstract class RunPodContract {
    static final String ENDPOINT = "wan22";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    abstract RunPod runPod();

    /** The next request of this kind goes wrong. */
    abstract void fault(Operation operation, RequestFault fault);

    /** Lets a little time go by, if it does not go by itself. */
    abstract void pass();

    static byte[] request(String prompt) {
        return ("{\"input\":{\"prompt\":\"" + prompt + "\",\"seed\":1}}").getBytes(StandardCharsets.UTF_8);
    }

    private Submitted submit(byte[] request) {
        return runPod().submit(ENDPOINT, request).blockOptional(LIMIT).orElseThrow();
    }

    private Sighting status(String job) {
        return runPod().status(ENDPOINT, job).blockOptional(LIMIT).orElseThrow();
    }

    private Sighting cancel(String job) {
        return runPod().cancel(ENDPOINT, job).blockOptional(LIMIT).orElseThrow();
    }

    private String submitted(String prompt) {
        var answer = submit(request(prompt));
        assertThat(answer).isInstanceOf(Submitted.Accepted.class);
        return ((Submitted.Accepted) answer).job();
    }

    private RemoteJob awaited(String job, Status status) {
        var sighting = await().atMost(LIMIT).until(() -> {
            pass();
            return status(job);
        }, seen -> seen instanceof Sighting.Found(var found) && found.status() == status);
        return ((Sighting.Found) sighting).job();
    }

    @Test
    void tellsOfAJobUntilItIsDone() {
        var id = submitted("a harbour");
        var done = awaited(id, Status.COMPLETED);
        assertThat(done.id()).isEqualTo(id);
        assertThat(done.worker()).isNotBlank();
        assertThat(done.executionMillis()).isNotNull();
        assertThat(JobJson.output(done.output()).isEmpty()).isFalse();
        done.output().discard();
    }

    @Test
    void cancelsAJobAndTellsThatItIsCancelled() {
        var id = submitted("[[slow]]");
        assertThat(cancel(id)).isInstanceOf(Sighting.Found.class);
        awaited(id, Status.CANCELLED);
    }

    @Test
    void tellsOfNobodysJobThatItIsNotThere() {
        assertThat(status("nobody-u1")).isEqualTo(new Sighting.NotFound());
        assertThat(cancel("nobody-u1")).isEqualTo(new Sighting.NotFound());
    }

    @Test
    void refusesARequestThatIsTooLarge() {
        assertThat(submit(request("x".repeat(10 << 20)))).isInstanceOfSatisfying(Submitted.Refused.class,
                refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.PAYLOAD_TOO_LARGE));
    }

    @Test
    void saysHowTheEndpointIs() {
        assertThat(runPod().health(ENDPOINT).block(LIMIT)).isNotNull();
        fault(Operation.HEALTH, RequestFault.BAD_GATEWAY);
        assertThat(runPod().health(ENDPOINT).block(LIMIT)).isNull();
    }

    /** A second job costs money, so only what certainly made none may be asked again. */
    @ParameterizedTest
    @EnumSource
    void saysOfEverySubmissionWhetherThereIsAJob(RequestFault fault) {
        fault(Operation.RUN, fault);
        var answer = submit(request("a harbour"));
        switch (fault) {
            case SERVER_ERROR, SERVER_ERROR_AFTER, BAD_GATEWAY, BAD_GATEWAY_AFTER, GATEWAY_TIMEOUT,
                    GATEWAY_TIMEOUT_AFTER, UNAVAILABLE, RESET, RESET_AFTER, SLOW_BODY_AFTER, TRUNCATED_JSON_AFTER ->
                assertThat(answer).isInstanceOf(Submitted.Ambiguous.class);
            case UNAUTHORIZED, UNAUTHORIZED_PROBLEM, FORBIDDEN ->
                assertThat(answer).isInstanceOfSatisfying(Submitted.NotTaken.class,
                        not -> assertThat(not.why().code()).isEqualTo(FailureCode.AUTH));
            case NOT_FOUND -> refusedFor(answer, FailureCode.ENDPOINT_NOT_FOUND);
            case TOO_MANY, TOO_MANY_RETRY_AFTER ->
                assertThat(answer).isInstanceOfSatisfying(Submitted.NotTaken.class,
                        not -> assertThat(not.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        }
    }

    private static void refusedFor(Submitted answer, FailureCode code) {
        assertThat(answer).isInstanceOfSatisfying(Submitted.Refused.class,
                refused -> assertThat(refused.failure().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource
    void looksAgainLaterWhateverCameOfALook(RequestFault fault) {
        var id = submitted("a harbour");
        awaited(id, Status.COMPLETED).output().discard();
        fault(Operation.STATUS, fault);
        var sighting = status(id);
        switch (fault) {
            case NOT_FOUND -> assertThat(sighting).isEqualTo(new Sighting.NotFound());
            // Java's client may have asked again by itself.
            case RESET, RESET_AFTER ->
                assertThat(sighting).isInstanceOfAny(Sighting.Later.class, Sighting.Found.class);
            default -> assertThat(sighting).isInstanceOf(Sighting.Later.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsAgainLaterWhateverCameOfACancellation(RequestFault fault) {
        var id = submitted("a harbour");
        awaited(id, Status.COMPLETED).output().discard();
        fault(Operation.CANCEL, fault);
        var sighting = cancel(id);
        if (fault == RequestFault.NOT_FOUND) {
            assertThat(sighting).isEqualTo(new Sighting.NotFound());
        } else {
            assertThat(sighting).isInstanceOf(Sighting.Later.class);
        }
    }
}
