package dev.lorikeet.lora;

import java.nio.file.Path;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.PlayedIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real issuer that comes and goes. Nobody's token is wrong because its keys cannot be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IssuerAwayIT {
    private RunningLoraApi engines;

    @BeforeAll
    void start(@TempDir Path data) {
        engines = RunningLoraApi.start(data);
    }

    @AfterAll
    void stop() {
        engines.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer-uri", "jwk-set-uri"})
    void asksForPatienceWhileTheIssuerIsAwayAndGoesOnWhenItIsBack(String told) {
        try (var issuer = PlayedIssuer.open()) {
            issuer.door().shut();
            var address = told.equals("issuer-uri") ? issuer.uri() : issuer.keys();
            var api = RunningLoraApi.startForIssuer(engines, told + "=" + address);
            var anybody = LoraApi.on(api.port());
            var kim = anybody.as(issuer.token());
            assertMustWait(kim);
            Stage.assertProblem(anybody.get("/api/workspaces"), 401, "UNAUTHENTICATED");
            assertThat(anybody.get("/config.json").status()).isEqualTo(200);

            issuer.door().open();
            await().atMost(Stage.LIMIT).until(() -> kim.get("/api/workspaces").status() == 200);

            issuer.door().shut();
            assertThat(kim.get("/api/workspaces").status()).as("its key is known").isEqualTo(200);
            Stage.assertProblem(anybody.as(issuer.forged()).get("/api/workspaces"), 401, "UNAUTHENTICATED");
            issuer.takeAnotherKey();
            var later = anybody.as(issuer.token());
            assertMustWait(later);
            issuer.door().open();
            await().atMost(Stage.LIMIT).until(() -> later.get("/api/workspaces").status() == 200);
            assertThat(anybody.post("/dev/token", "{}").status()).as("who needs it").isNotEqualTo(200);
        }
    }

    private static void assertMustWait(ApiClient client) {
        var refused = client.get("/api/workspaces");
        Stage.assertProblem(refused, 503, "UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(refused.headers().first("WWW-Authenticate")).isEmpty();
    }
}
