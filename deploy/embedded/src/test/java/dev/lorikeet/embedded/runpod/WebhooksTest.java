package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Number 21 of the list. */
final class WebhooksTest {
    private static final String BODY = """
            {"input":{"prompt":"rain %s"},"webhook":"http://127.0.0.1:1/webhooks/runpod/token"}""";

    private final Caller caller = Caller.generic();

    @Test
    void theCallbackIsTheWholeJobWithWhatWasSubmitted() {
        var id = caller.submit(BODY.formatted(""));
        assertThat(caller.afterSeconds(4).cloud.dueWebhooks()).isEmpty();
        var webhook = only(caller.afterSeconds(1));
        var body = Caller.parse(webhook.body());
        assertThat(webhook.job()).isEqualTo(id);
        assertThat(webhook.url()).hasToString("http://127.0.0.1:1/webhooks/runpod/token");
        assertThat(webhook.headers()).containsEntry("user-agent", "Go-http-client/2.0")
                .containsEntry("content-type", "application/json")
                .hasEntrySatisfying("traceparent", value -> assertThat(value).matches("00-\\w{32}-\\w{16}-01"));
        assertThat(body.required("input").required("prompt").asString()).startsWith("rain");
        assertThat(body.required("output")).isEqualTo(caller.job(id).required("output"));
        assertThat(body.required("webhook").asString()).isEqualTo(webhook.url().toString());
    }

    @Test
    void itIsTriedThreeTimesAndThenForgotten() {
        caller.submit(BODY.formatted(""));
        caller.cloud.webhookAnswered(only(caller.afterSeconds(5)), false);
        assertThat(caller.afterSeconds(4).cloud.dueWebhooks()).isEmpty();
        assertThat(only(caller.afterSeconds(1)).attempt()).isEqualTo(2);
        assertThat(only(caller.afterSeconds(15)).attempt()).isEqualTo(3);
        assertThat(caller.afterSeconds(600).cloud.dueWebhooks()).isEmpty();
    }

    @Test
    void thePausesBetweenTriesCanBeOthers() {
        var ten = Duration.ofSeconds(10);
        caller.cloud.endpoint("wan", EndpointSettings.of(Personality.ANY)
                .with(Times.USUAL.announcingAfter(List.of(Duration.ZERO, ten, ten))));
        caller.submit(BODY.formatted(""));
        assertThat(only(caller.afterSeconds(5)).attempt()).isOne();
        assertThat(caller.afterSeconds(9).cloud.dueWebhooks()).isEmpty();
        assertThat(only(caller.afterSeconds(1)).attempt()).isEqualTo(2);
        assertThat(only(caller.afterSeconds(10)).attempt()).isEqualTo(3);
    }

    @Test
    void anAcceptedCallbackIsNotRepeated() {
        caller.submit(BODY.formatted(""));
        caller.cloud.webhookAnswered(only(caller.afterSeconds(5)), true);
        assertThat(caller.afterSeconds(600).cloud.dueWebhooks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER_DIES_TWICE", "EXCEEDS_TIMEOUT", "PLAIN_ERROR"})
    void failuresAreAnnounced(JobFault fault) {
        caller.submit(BODY.formatted(fault.marker()));
        var webhook = only(caller.afterSeconds(3600));
        assertThat(Caller.parse(webhook.body()).required("status").asString()).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED_REMOTELY", "NEVER_PICKED_UP", "NEVER_STARTS", "WEBHOOK_DROPPED", "LOST"})
    void otherEndsAreNot(JobFault fault) {
        caller.submit(BODY.formatted(fault.marker()));
        assertThat(caller.afterSeconds(3600).cloud.dueWebhooks()).isEmpty();
    }

    @Test
    void aCallbackCanComeTwice() {
        caller.submit(BODY.formatted(JobFault.WEBHOOK_TWICE.marker()));
        assertThat(caller.afterSeconds(5).cloud.dueWebhooks()).hasSize(2)
                .extracting(webhook -> Caller.parse(webhook.body()))
                .satisfies(bodies -> assertThat(bodies.getFirst()).isEqualTo(bodies.getLast()));
    }

    @Test
    void aCallbackCanComeWhenTheJobIsGone() {
        var id = caller.submit(BODY.formatted(JobFault.WEBHOOK_LATE.marker()));
        assertThat(caller.after(Duration.ofMinutes(30)).cloud.dueWebhooks()).isEmpty();
        assertThat(only(caller.after(Duration.ofMinutes(2))).job()).isEqualTo(id);
        assertThat(caller.status(id)).isEqualTo("404");
    }

    @Test
    void aCallbackCanComeBeforeTheAnswer() {
        var answer = caller.post(BODY.formatted(JobFault.WEBHOOK_FIRST.marker()));
        assertThat(answer.delivery()).isEqualTo(RunPodResponse.Delivery.AFTER_WEBHOOK);
        assertThat(only(caller.afterSeconds(5)).job()).isEqualTo(answer.json().required("id").asString());
    }

    @Test
    void anAddressInsideTheInputDoesNothing() {
        caller.submitInput("{\"prompt\":\"x\",\"webhook\":\"http://127.0.0.1:1/x\"}");
        assertThat(caller.afterSeconds(60).cloud.dueWebhooks()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsNotCalled() {
        for (var address : List.of("", "nowhere", "http://", "http://a b/", "ftp://example.org/")) {
            caller.submit("{\"input\":{\"prompt\":\"x\"},\"webhook\":\"" + address + "\"}");
        }
        assertThat(caller.afterSeconds(60).cloud.dueWebhooks()).isEmpty();
        assertThat(caller.gauge("jobs", "completed")).isEqualTo(5);
    }

    private static WebhookDelivery only(Caller caller) {
        var due = caller.cloud.dueWebhooks();
        assertThat(due).hasSize(1);
        return due.getFirst();
    }
}
