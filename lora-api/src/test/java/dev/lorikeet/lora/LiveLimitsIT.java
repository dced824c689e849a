package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Instant;
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
import static org.awaitility.Awaitility.await;

/** How many live streams one person may have open, and for how long: two here, and until their token ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveLimitsIT {
    private static final String EVENTS = "/api/lora/events";
    /** As an issuer writes it that counts milliseconds. */
    private static final long IN_AGES = 9_999_999_999_999L;

    private RunningLoraApi api;
    private ApiClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data, "--lorikeet.live.most-per-person=2");
        client = LoraApi.on(api.port());
        await().atMost(Stage.LIMIT).until(client::isReady);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void refusesOnePersonMoreStreamsThanTheyMayHaveAndNobodyElse() {
        var kim = person("kim", "film");
        try (var one = kim.listen(EVENTS);
                var two = kim.listen(EVENTS);
                var other = person("lee", "film").listen(EVENTS)) {
            var refused = kim.get(EVENTS);
            assertLimited(refused);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(refused.json().required("error").asString())
                    .isEqualTo("You are sending requests too quickly. Please wait a moment.");
            assertLimited(person("kim", "music").get(EVENTS));
            assertThat(one.hasEnded() || two.hasEnded() || other.hasEnded()).isFalse();
        }
    }

    @Test
    void givesAPlaceToTheNextStreamWhenOneIsClosedHoweverManyWereRefusedMeanwhile() {
        var max = person("max", "film");
        try (var stays = max.listen(EVENTS)) {
            try (var leaves = max.listen(EVENTS)) {
                for (int refusal = 0; refusal < 5; refusal++) {
                    assertLimited(max.get(EVENTS));
                    assertThat(max.get(EVENTS + "?workspaceId=music").status()).isEqualTo(403);
                }
                assertThat(leaves.hasEnded()).isFalse();
            }
            awaitPlace(max);
            assertThat(stays.hasEnded()).isFalse();
        }
    }

    @Test
    void endsAStreamWithItsTokenAndGivesItsPlaceBack() {
        var brief = person("ada", "film", Instant.now().getEpochSecond() + 3);
        var lasting = person("eve", "film");
        try (var first = brief.listen(EVENTS);
                var second = brief.listen(EVENTS);
                var other = lasting.listen(EVENTS)) {
            await().atMost(Stage.LIMIT).until(() -> first.hasEnded() && second.hasEnded());
            assertThat(other.hasEnded()).isFalse();
            awaitPlace(person("ada", "film"));
        }
    }

    @Test
    void followsForWhomATokenLastsForAges() {
        try (var stream = person("methuselah", "film", IN_AGES).listen(EVENTS)) {
            assertThat(stream.received()).isEmpty();
            assertThat(stream.hasEnded()).isFalse();
        }
    }

    private void awaitPlace(ApiClient person) {
        await().atMost(Stage.LIMIT).untilAsserted(() -> {
            try (var stream = person.listen(EVENTS)) {
                assertThat(stream.hasEnded()).isFalse();
            }
        });
    }

    private ApiClient person(String subject, String workspace) {
        return client.as(api.tokens().signed(Tokens.claims(subject, Map.of(workspace, "viewer"))));
    }

    private ApiClient person(String subject, String workspace, long until) {
        var claims = Tokens.claims(subject, Map.of(workspace, "viewer"));
        claims.put("exp", until);
        return client.as(api.tokens().signed(claims));
    }

    private static void assertLimited(Answer answer) {
        Stage.assertProblem(answer, 429, "TOO_MANY_REQUESTS");
    }
}
