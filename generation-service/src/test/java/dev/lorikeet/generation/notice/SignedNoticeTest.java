package dev.lorikeet.generation.notice;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.JobSamples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static dev.lorikeet.generation.notice.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

final class SignedNoticeTest {
    private static final SignedNotice NOTICE = Samples.notice(URI.create("https://example.org/hook?key=secret"));

    private static boolean genuine(String secret, Instant now) throws GeneralSecurityException {
        return Receiver.isGenuine(secret, NOTICE.id(), String.valueOf(NOTICE.at().getEpochSecond()), NOTICE.body(),
                NOTICE.signature(), now);
    }

    private static String secret(WorkspaceId workspace, String master) {
        return SigningSecret.of(workspace, master).text();
    }

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void theReceiverOfTheHandbookKnowsTheSignaturesOfOthers() throws GeneralSecurityException {
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var at = Instant.ofEpochSecond(1_614_265_330);
        var signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assertThat(Receiver.isGenuine(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}",
                "v1,bm90aGluZw== " + signature, at)).isTrue();
        assertThat(Receiver.isGenuine(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232315}",
                signature, at)).isFalse();
    }

    @Test
    void theHandbookShowsThatReceiver() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/lorikeet/generation/notice/Receiver.java"));
        var method = source.substring(source.indexOf("public static boolean"), source.lastIndexOf('}')).strip();
        var page = words(Files.readString(Path.of("../docs/operating.md")));
        assertThat(page.contains(words(method))).as(method).isTrue();
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void isSignedWithEverySecretSoThatTheyCanBeExchanged() throws GeneralSecurityException {
        assertThat(genuine(secret(Samples.WORKSPACE, Samples.NEWEST), AT)).isTrue();
        assertThat(genuine(secret(Samples.WORKSPACE, Samples.BEFORE), AT)).isTrue();
        assertThat(NOTICE.signature().split(" ")).hasSize(2)
                .startsWith(SigningSecret.of(Samples.WORKSPACE, Samples.NEWEST).sign(NOTICE.id(), AT, NOTICE.body()));
    }

    @Test
    void convincesNobodyWithAnotherSecretOrLongAfter() throws GeneralSecurityException {
        assertThat(genuine(secret(Samples.WORKSPACE, "a-secret-that-somebody-made-up-0123456789"), AT)).isFalse();
        assertThat(genuine(secret(new WorkspaceId("other"), Samples.NEWEST), AT)).isFalse();
        assertThat(genuine(secret(Samples.WORKSPACE, Samples.NEWEST), AT.plusSeconds(301))).isFalse();
    }

    @Test
    void tellsHowItEndedAndNothingThatOpensADoor() {
        assertThat(JsonMapper.shared().readTree(NOTICE.body())).isEqualTo(JsonMapper.shared().readTree("""
                {"type": "generation.succeeded", "timestamp": "2026-03-04T12:01:00Z",
                 "data": {"id": "job-1", "status": "succeeded", "workspaceId": "demo", "model": "wan22",
                          "loras": [{"id": "a", "slot": "lora_high", "weight": 0.8},
                                    {"id": "b", "slot": "lora_high", "weight": 0.8}],
                          "adjustments": [], "requestedAt": "2026-03-04T12:00:00Z",
                          "finishedAt": "2026-03-04T12:01:00Z", "attempt": 2,
                          "video": {"contentType": "video/mp4", "size": 1000, "sha256": "%s"}}}
                """.formatted("ef".repeat(32))));
        assertThat(JsonMapper.shared().readTree(NoticeBody.of(JobSamples.failed())).at("/data/failure/code").asString())
                .isEqualTo("TIMEOUT");
        assertThat(NoticeBody.of(JobSamples.cancelled())).startsWith("{\"type\":\"generation.cancelled\"");
    }

    @Test
    void doesNotTellTheAddressOrASecretToLogs() {
        assertThat(NOTICE).asString().isEqualTo("notice_job-1 for example.org");
        assertThat(SigningSecret.of(Samples.WORKSPACE, Samples.NEWEST)).asString().isEqualTo("a secret");
    }
}
