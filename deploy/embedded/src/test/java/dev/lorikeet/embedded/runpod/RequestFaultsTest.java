package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.lorikeet.embedded.runpod.RunPodResponse.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong between a client and RunPod: numbers 14 to 16 and 23 of the list. */
final class RequestFaultsTest {
    private final Caller caller = Caller.generic();

    /** 14 */
    @Test
    void keysAreTakenBareOrAsBearerAndOthersAreTurnedAwayWithNothing() {
        var cloud = new RunPodCloud(Caller.START, 1, "rpa_secret",
                _ -> Optional.of(EndpointSettings.of(Personality.ANY)));
        assertThat(cloud.health("wan", "rpa_secret").status()).isEqualTo(200);
        assertThat(cloud.health("wan", "Bearer rpa_secret").status()).isEqualTo(200);
        for (var wrong : new String[]{null, "", "Bearer ", "Bearer rpa_other"}) {
            var answer = cloud.health("wan", wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR,500,json", "UNAVAILABLE,503,json", "BAD_GATEWAY,502,html", "GATEWAY_TIMEOUT,524,html",
            "UNAUTHORIZED,401,plain", "UNAUTHORIZED_PROBLEM,401,json", "FORBIDDEN,403,json", "NOT_FOUND,404,json"})
    void aFaultAnswersInsteadAndNothingIsDone(RequestFault fault, int status, String type) {
        caller.faults().nextRequests(Operation.RUN, fault, 1);
        var answer = caller.post(Caller.PLAIN);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).contains(type);
        assertThat(caller.cloud.jobs()).isEmpty();
        assertThat(caller.post(Caller.PLAIN).status()).isEqualTo(200);
    }

    /** 16 */
    @ParameterizedTest
    @CsvSource({"RESET,RESET,0", "RESET_AFTER,RESET,1", "SLOW_BODY_AFTER,SLOW,1", "TRUNCATED_JSON_AFTER,TRUNCATED,1",
            "SERVER_ERROR_AFTER,WHOLE,1", "BAD_GATEWAY_AFTER,WHOLE,1", "GATEWAY_TIMEOUT_AFTER,WHOLE,1"})
    void aSubmissionCanFailWithItsJobCreatedOrNot(RequestFault fault, Delivery delivery, int jobs) {
        caller.faults().nextRequests(Operation.RUN, fault, 1);
        assertThat(caller.post(Caller.PLAIN).delivery()).isEqualTo(delivery);
        assertThat(caller.cloud.jobs()).hasSize(jobs);
    }

    /** 15 */
    @Test
    void eachOperationHasItsOwnLimitInTenSeconds() {
        caller.purge();
        caller.purge();
        var third = caller.request("POST", "purge-queue");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsEntry("retry-after", "10");
        assertThat(caller.ask("nobody-u1").status()).isEqualTo(404);
        assertThat(caller.afterSeconds(10).request("POST", "purge-queue").status()).isEqualTo(200);
    }

    /** 15 */
    @Test
    void theLimitOfSubmissionsIsAThousand() {
        assertThat(IntStream.range(0, 1001).map(_ -> caller.post("{}").status()).filter(status -> status == 429))
                .hasSize(1);
    }

    /** 15 */
    @Test
    void aLimitCanKeepSilentAboutWhenToComeBack() {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Manners(Manners.Bounds.REFUSE, false, false, 1000)));
        caller.cloud.limit("wan", Operation.HEALTH, 0);
        var answer = caller.request("GET", "health");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void aFaultCanLastForATime() {
        caller.faults().requestsFor(Duration.ofMinutes(1), null, RequestFault.SERVER_ERROR);
        assertThat(caller.ask("nobody-u1").status()).isEqualTo(500);
        assertThat(caller.afterSeconds(59).post(Caller.PLAIN).status()).isEqualTo(500);
        assertThat(caller.afterSeconds(1).post(Caller.PLAIN).status()).isEqualTo(200);
    }

    @Test
    void clearedFaultsAreGone() {
        caller.faults().requestsFor(Duration.ofMinutes(1), null, RequestFault.RESET);
        caller.faults().everyJob(JobFault.LOST);
        caller.faults().clear();
        assertThat(caller.status(caller.submit())).isEqualTo("IN_QUEUE");
    }

    /** 23 */
    @Test
    void everyAnswerCanHaveFieldsThatNobodyKnows() {
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(new Manners(Manners.Bounds.REFUSE, true, true, 1000)));
        var id = caller.submit();
        assertThat(caller.job(id).has("somethingNew")).isTrue();
        assertThat(caller.health().has("more")).isTrue();
        assertThat(caller.purge().has("more")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET,run,405", "DELETE,status/x,405", "POST,health,405", "GET,requests,404", "GET,status,404",
            "POST,status/x,404", "GET,stream/x,404"})
    void onlyTheKnownPathsAreServed(String method, String path, int status) {
        assertThat(caller.request(method, path).status()).isEqualTo(status);
    }

    @Test
    void statusCanBePostedToo() {
        assertThat(caller.request("POST", "status/" + caller.submit()).status()).isEqualTo(200);
    }

    @Test
    void anEndpointThatIsNotThereIs404() {
        assertThat(caller.cloud.health("other", "key").status()).isEqualTo(404);
    }
}
