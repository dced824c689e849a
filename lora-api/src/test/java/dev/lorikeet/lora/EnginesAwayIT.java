package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What probes hear while an engine is away: it is alive, says what it cannot do, and goes on by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnginesAwayIT {
    private static final String DEPENDENCIES = "actuator/health/dependencies";

    private final HttpClient http = HttpClient.newHttpClient();
    private Stage stage;

    @BeforeAll
    void start(@TempDir Path data) {
        stage = Stage.open(data, Map.of());
    }

    @AfterEach
    void openDoors() {
        stage.mongoDoor().open();
        stage.s3Door().open();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void isAliveAndNotReadyWhileMongoDbIsAway() {
        await().atMost(Stage.LIMIT).until(() -> probe("readyz") == 200);
        stage.mongoDoor().shut();
        await().atMost(Stage.LIMIT).until(() -> probe("readyz") == 503);
        assertThat(probe("livez")).isEqualTo(200);
        stage.mongoDoor().open();
        await().atMost(Stage.LIMIT).until(() -> probe("readyz") == 200);
        assertThat(probe("livez")).isEqualTo(200);
    }

    /** What needs no bucket is still answered, and whoever needs one is told so by the answer itself. */
    @Test
    void staysReadyWhileTheBucketIsAwayAndSaysThatItIs() {
        await().atMost(Stage.LIMIT).until(() -> probe(DEPENDENCIES) == 200);
        stage.s3Door().shut();
        await().atMost(Stage.LIMIT).until(() -> probe(DEPENDENCIES) == 503);
        assertThat(probe("readyz")).isEqualTo(200);
        assertThat(probe("livez")).isEqualTo(200);
        stage.s3Door().open();
        await().atMost(Stage.LIMIT).until(() -> probe(DEPENDENCIES) == 200);
    }

    private int probe(String path) {
        var uri = URI.create("http://127.0.0.1:" + stage.api().port() + "/" + path);
        return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).join().statusCode();
    }
}
