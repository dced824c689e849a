package dev.lorikeet.lora;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;

import dev.lorikeet.http.testing.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator reads in the meters after a story: proven, refused, given up, deleted, asked for twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetersIT {
    private static final byte[] GOOD = {1, 2, 3};
    private static final byte[] BAD = {0, 1, 2};

    private final HttpClient http = HttpClient.newHttpClient();
    private Stage stage;

    @BeforeAll
    void tellTheStory(@TempDir Path data) {
        stage = Stage.open(data, Map.of("lorikeet.deletion.undo", "0s"));
        var client = stage.client();
        var proven = stage.upload(client, "rain.safetensors", GOOD);
        Stage.awaitStatus(client, proven, "ready");
        Stage.awaitStatus(client, stage.upload(client, "bad.safetensors", BAD), "rejected");
        giveUp(client, Stage.idOf(Stage.ticket(client, "small.safetensors", 100)));
        giveUp(client, Stage.idOf(Stage.ticket(client, "large.safetensors", 100_000_000)));
        var keyed = client.with("Idempotency-Key", "once");
        var once = Stage.idOf(Stage.ticket(keyed, "keyed.safetensors", 100));
        assertThat(Stage.idOf(Stage.ticket(keyed, "keyed.safetensors", 100))).isEqualTo(once);
        assertThat(client.delete("/api/lora/" + proven).status()).isEqualTo(200);
        Stage.awaitStatus(client, proven, "404");
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    private static void giveUp(ApiClient client, String lora) {
        assertThat(client.delete("/api/lora/" + lora + "/upload").status()).isEqualTo(204);
    }

    @Test
    void countTicketsByHowTheFileIsSentAndARepetitionOnce() {
        assertThat(value("lorikeet.uploads.tickets?tag=strategy:single", "COUNT")).isEqualTo(4);
        assertThat(value("lorikeet.uploads.tickets?tag=strategy:multipart", "COUNT")).isEqualTo(1);
    }

    @Test
    void countWhatBecameOfUploads() {
        assertThat(value("lorikeet.uploads.outcomes?tag=outcome:ready", "COUNT")).isEqualTo(1);
        assertThat(value("lorikeet.uploads.outcomes?tag=outcome:rejected", "COUNT")).isEqualTo(1);
        assertThat(value("lorikeet.uploads.outcomes?tag=outcome:cancelled", "COUNT")).isEqualTo(2);
        assertThat(value("lorikeet.uploads.outcomes", "COUNT")).isEqualTo(4);
    }

    @Test
    void sumUpTheBytesOfWhatWasProvenAlone() {
        assertThat(value("lorikeet.uploads.bytes", "COUNT")).isEqualTo(1);
        assertThat(value("lorikeet.uploads.bytes", "TOTAL")).isEqualTo(GOOD.length);
    }

    @Test
    void timeEverySigning() {
        assertThat(value("lorikeet.uploads.signing", "COUNT")).isEqualTo(6);
        assertThat(value("lorikeet.uploads.signing", "TOTAL_TIME")).isPositive();
    }

    /** Of the proven one alone there are six: started, uploaded, ready, its entry, deleted, discarded. */
    @Test
    void knowHowOldEventsWereWhenTheyGotOut() {
        await().atMost(Stage.LIMIT).untilAsserted(() -> {
            assertThat(value("lorikeet.outbox.published", "COUNT")).isGreaterThan(6);
            assertThat(value("lorikeet.outbox.age", "COUNT"))
                    .isEqualTo(value("lorikeet.outbox.published", "COUNT"));
        });
        assertThat(value("lorikeet.outbox.age", "TOTAL_TIME")).isPositive();
    }

    @Test
    void countWhatCameFromStorageWorker() {
        var applied = "lorikeet.events.consumed?tag=topic:lorikeet.storage.events.v1&tag=outcome:applied";
        await().atMost(Stage.LIMIT).until(() -> value(applied, "COUNT") >= 3);
    }

    @Test
    void areAllInTheHandbook() throws IOException {
        var handbook = Files.readString(Path.of("../docs/operating.md"));
        var names = StreamSupport.stream(read("").required("names").spliterator(), false)
                .map(JsonNode::asString)
                .filter(name -> name.startsWith("lorikeet."))
                .toList();
        assertThat(names).contains("lorikeet.live.streams", "lorikeet.live.slow", "lorikeet.requests.limited",
                "lorikeet.events.tailed", "lorikeet.work")
                .allSatisfy(name -> assertThat(handbook).contains("| `" + name + "` |"));
    }

    private double value(String meter, String statistic) {
        return StreamSupport.stream(read("/" + meter).required("measurements").spliterator(), false)
                .filter(measured -> measured.required("statistic").asString().equals(statistic))
                .findFirst()
                .orElseThrow()
                .required("value")
                .asDouble();
    }

    private JsonNode read(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.api().port() + "/actuator/metrics"
                + path)).header("Authorization", "Bearer " + stage.api().tokens().operator()).build();
        var answer = http.sendAsync(request, BodyHandlers.ofString()).join();
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
