package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.Map;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Five requests an hour for everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestRateIT {
    private static final int REQUESTS = 5;

    private RunningLoraApi api;
    private ApiClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data, "--lorikeet.rate.requests=" + REQUESTS, "--lorikeet.rate.period=1h");
        client = LoraApi.on(api.port());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void refusesWhoAsksTooOftenAndNobodyElse() {
        var kim = used("kim", "film");
        var refused = kim.get("/api/workspaces");
        assertLimited(refused);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("3600");
        assertThat(refused.json().required("error").asString())
                .isEqualTo("You are sending requests too quickly. Please wait a moment.");
        assertThat(signedIn("lee", "film").get("/api/workspaces").status()).as("same workspace").isEqualTo(200);
        assertLimited(signedIn("kim", "music").get("/api/workspaces"));
    }

    @Test
    void countsWhateverIsAsked() {
        var max = signedIn("max", "film");
        assertThat(max.get("/api/lora").status()).isEqualTo(200);
        assertThat(max.get("/api/lora/none").status()).isEqualTo(404);
        assertThat(max.get("/api/no-such-thing").status()).isEqualTo(404);
        assertThat(max.post("/api/lora/upload", "{").status()).isEqualTo(400);
        assertThat(max.delete("/api/workspaces/other").status()).isEqualTo(403);
        assertLimited(max.get("/api/lora"));
    }

    @Test
    void neverRefusesTheQuestionHowItIs() {
        var ada = used("ada", "film");
        assertLimited(ada.get("/api/workspaces"));
        for (int question = 0; question < 3 * REQUESTS; question++) {
            assertThat(ada.isReady()).isTrue();
            assertThat(client.isReady()).isTrue();
        }
    }

    @Test
    void countsAStreamOnceHoweverLongItLasts() {
        var eve = signedIn("eve", "film");
        try (var stream = eve.listen("/api/lora/events")) {
            for (int request = 1; request < REQUESTS; request++) {
                assertThat(eve.get("/api/workspaces").status()).isEqualTo(200);
            }
            assertLimited(eve.get("/api/workspaces"));
            assertThat(stream.received()).isEmpty();
        }
    }

    private ApiClient used(String subject, String workspace) {
        var person = signedIn(subject, workspace);
        for (int request = 0; request < REQUESTS; request++) {
            assertThat(person.get("/api/workspaces").status()).isEqualTo(200);
        }
        return person;
    }

    private ApiClient signedIn(String subject, String workspace) {
        return client.as(api.tokens().signed(Tokens.claims(subject, Map.of(workspace, "owner"))));
    }

    private static void assertLimited(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().required("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
    }
}
