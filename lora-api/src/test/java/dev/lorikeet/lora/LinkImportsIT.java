package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.LogCapture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.lora.PlayedSource.leadingTo;
import static dev.lorikeet.lora.PlayedSource.saying;
import static dev.lorikeet.lora.Stage.assertProblem;
import static dev.lorikeet.lora.Stage.awaitNothingReserved;
import static dev.lorikeet.lora.Stage.idOf;
import static dev.lorikeet.lora.Stage.keyOf;
import static dev.lorikeet.lora.Stage.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** LoRAs that are added by their address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinkImportsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int PART = 5 << 20;

    private Stage stage;
    private PlayedSource source;

    @BeforeAll
    void start(@TempDir Path data) {
        source = new PlayedSource();
        stage = Stage.open(data, Map.of("lorikeet.import.trusted-hosts", "127.0.0.1", "lorikeet.import.tries", "3",
                "lorikeet.import.retry-after", "100ms", "lorikeet.import.per-workspace", "2",
                "lorikeet.import.at-once", "4", "lorikeet.upload.form-part", "5MB",
                "lorikeet.upload.largest-file", "20MB"));
    }

    @AfterAll
    void stop() {
        source.close();
        stage.close();
    }

    @Test
    void fetchesAFileInPartsAndMakesItALoraLikeAnyOther() {
        var mine = member("whole");
        var bytes = bytes(2 * PART + 17);
        var file = new PlayedFile(bytes);
        var answer = add(mine, source.at("/whole/Rain Dance.safetensors", file), "");
        var id = idOf(answer.json());
        var lora = answer.json().required("lora");
        assertThat(lora.required("status").asString()).isEqualTo("uploading");
        assertThat(lora.required("name").asString()).isEqualTo("Rain Dance");
        assertThat(lora.required("fileSize").asLong()).isEqualTo(bytes.length);
        awaitEnd(mine, id, "ready");
        assertThat(stage.bucket().read(keyOf(answer.json()))).isEqualTo(bytes);
        assertThat(file.pieces()).containsExactly(0L, (long) PART, 2L * PART);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Stage.usage(mine, "whole").required("usedBytes").asLong())
                        .isEqualTo(bytes.length));
        awaitNothingReserved(mine, "whole");
        assertThat(source.asked()).allSatisfy(headers -> assertThat(headers).doesNotContainKeys("Cookie",
                "Authorization", "Referer", "Traceparent"));
    }

    @Test
    void goesOnWithWhatTheBucketLacksWhenTheConnectionBreaks() {
        var mine = member("broken");
        var bytes = bytes(2 * PART + 17);
        var file = new PlayedFile(bytes).breaking(PART, 2);
        var answer = add(mine, source.at("/broken/a.safetensors", file), "");
        awaitEnd(mine, idOf(answer.json()), "ready");
        assertThat(file.pieces()).containsExactly(0L, (long) PART, 2L * PART);
        assertThat(stage.bucket().read(keyOf(answer.json()))).isEqualTo(bytes);
    }

    @Test
    void neverMixesAFileThatChangedMeanwhileAndTellsNobodyItsAddress() {
        var mine = member("changed");
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG))) {
            var file = new PlayedFile(bytes(PART + 17)).changingAfter(0);
            var answer = add(mine, source.at("/changed/a.safetensors?token=token-of-a-link", file), "");
            assertRefused(mine, answer, "LINK_CHANGED");
            awaitNothingReserved(mine, "changed");
            assertThat(stage.bucket().find(keyOf(answer.json()))).isEmpty();
            await().atMost(LIMIT)
                    .until(() -> stage.worker().heard(idOf(answer.json())).toString(),
                            told -> told.contains("LoraRejected"));
            assertThat(stage.worker().heard(idOf(answer.json())).toString()).doesNotContain("token-of-a-link");
            assertThat(logs.lines()).noneMatch(line -> line.contains("token-of-a-link"));
        }
    }

    @Test
    void givesUpAServerThatBreaksOffEachTimeAndSaysSo() {
        var mine = member("hopeless");
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO, "dev.lorikeet", Level.DEBUG))) {
            var file = new PlayedFile(bytes(100)).breaking(0, Integer.MAX_VALUE);
            var answer = add(mine, source.at("/hopeless/a.safetensors?token=token-of-a-link", file), "");
            assertRefused(mine, answer, "LINK_AWAY");
            assertThat(logs.lines()).noneMatch(line -> line.contains("token-of-a-link"));
        }
        awaitNothingReserved(mine, "hopeless");
    }

    @Test
    void followsWhereItIsLedAndTakesTheNameThatTheServerGives() {
        var mine = member("led");
        var file = source.at("/led/storage/7f", new PlayedFile(bytes(100)).with("Content-Disposition",
                "attachment; filename=\"snow.safetensors\""));
        var near = source.at("/led/near", leadingTo("/led/storage/7f"));
        var answer = add(mine, source.at("/led/models/7", leadingTo(near)), ",\"name\":\"Snow at dawn\"");
        assertThat(file).endsWith("/7f");
        assertThat(answer.json().at("/lora/fileName").asString()).isEqualTo("snow.safetensors");
        assertThat(answer.json().at("/lora/name").asString()).isEqualTo("Snow at dawn");
        awaitEnd(mine, idOf(answer.json()), "ready");
    }

    @Test
    void isGivenUpLikeAnyUploadAndTellsHowFarItHasCome() {
        var mine = member("given-up");
        var file = new PlayedFile(bytes(2 * PART)).heldFrom(PART);
        var answer = add(mine, source.at("/given-up/a.safetensors", file), "");
        var upload = "/api/lora/" + idOf(answer.json()) + "/upload";
        await().atMost(LIMIT).until(() -> mine.get(upload).json().at("/upload/uploaded").size() == 1);
        assertThat(mine.delete(upload).status()).isEqualTo(204);
        file.letGo();
        awaitNothingReserved(mine, "given-up");
        assertThat(statusOf(mine, idOf(answer.json()))).isEqualTo("404");
        // Only when the import is forgotten is there a place for two others.
        await().atMost(LIMIT)
                .until(() -> Stream.of("b", "c")
                        .map(name -> post(mine,
                                source.at("/given-up/" + name + ".safetensors", new PlayedFile(bytes(9))), ""))
                        .allMatch(added -> added.status() == 202));
        assertThat(stage.bucket().find(keyOf(answer.json()))).isEmpty();
    }

    @Test
    void fetchesOnlySoManyForAWorkspaceAtOnce() {
        var mine = member("many");
        var file = new PlayedFile(bytes(100)).heldFrom(0);
        var url = source.at("/many/a.safetensors", file);
        var ids = Stream.generate(() -> idOf(add(mine, url, "").json())).limit(2).toList();
        assertProblem(post(mine, url, ""), 409, "TOO_MANY_UPLOADS");
        file.letGo();
        ids.forEach(id -> awaitEnd(mine, id, "ready"));
    }

    @Test
    void makesOneLoraOfARequestThatIsRepeatedWithItsKey() {
        var mine = member("keyed").with("Idempotency-Key", "k1");
        var url = source.at("/keyed/a.safetensors", new PlayedFile(bytes(100)));
        var id = idOf(add(mine, url, "").json());
        assertThat(idOf(add(mine, url, "").json())).isEqualTo(id);
        assertProblem(post(mine, source.at("/keyed/b.safetensors", new PlayedFile(bytes(100))), ""), 422,
                "KEY_REUSED");
        awaitEnd(mine, id, "ready");
        assertThat(idOf(add(mine, url, "").json())).isEqualTo(id);
    }

    @Test
    void holdsWhatItFetchesToTheRulesOfUploads() {
        var mine = member("rules");
        assertProblem(post(mine, source.at("/rules/a.zip", new PlayedFile(bytes(9))), ""), 422, "INVALID_EXTENSION");
        assertProblem(post(mine, source.at("/rules/empty.ckpt", new PlayedFile(bytes(0))), ""), 422, "EMPTY_FILE");
        var large = new PlayedFile(bytes(9)).with("Content-Range", "bytes 0-0/20971521");
        assertProblem(post(mine, source.at("/rules/large.ckpt", large), ""), 413, "FILE_TOO_LARGE");
        var url = source.at("/rules/a.ckpt", new PlayedFile(bytes(9)));
        assertProblem(post(mine, url, ",\"name\":\" \""), 400, "INVALID_REQUEST");
        assertProblem(mine.post("/api/lora/import", "{}"), 400, "INVALID_REQUEST");
        assertThat(Stage.usage(mine, "rules").required("reservedBytes").asLong()).isZero();
    }

    Stream<Arguments> linksThatLeadNowhere() {
        var round = source.at("/no/round", leadingTo("/no/round"));
        return Stream.of(
                Arguments.of("ftp://a.org/a.ckpt", "https address"),
                Arguments.of("https://kim:pass@a.org/a.ckpt", "password"),
                Arguments.of("https://127.0.0.2/a.ckpt", "open web"),
                Arguments.of("https://[::1]/a.ckpt", "open web"),
                Arguments.of("https://10.0.0.1/a.ckpt", "open web"),
                Arguments.of("https://169.254.169.254/a.ckpt", "open web"),
                Arguments.of(source.at("/no/inside", leadingTo("https://10.0.0.1/a.ckpt")), "open web"),
                Arguments.of(source.at("/no/plain", leadingTo("http://10.0.0.1/a.ckpt")), "https address"),
                Arguments.of(round, "too often"),
                Arguments.of(source.at("/no/private", saying(401)), "sign in"),
                Arguments.of(source.at("/no/gone", saying(404)), "no file"),
                Arguments.of(source.at("/no/page", saying(200, "Content-Type", "text/html")), "a page"),
                Arguments.of(source.at("/no/range.ckpt", saying(200, "Content-Length", "9")), "pieces"),
                Arguments.of(source.at("/no/length.ckpt",
                        new PlayedFile(bytes(9)).with("Content-Range", "bytes 0-0/*")), "pieces"),
                Arguments.of(source.at("/no/change.ckpt", new PlayedFile(bytes(9)).with("ETag", "W/\"a\"")), "pieces"),
                Arguments.of(source.at("/no/away", saying(503)), "does not answer"),
                Arguments.of("http://127.0.0.1:1/a.ckpt", "does not answer"));
    }

    @ParameterizedTest
    @MethodSource("linksThatLeadNowhere")
    void refusesAtOnceWhatCannotBeFetchedAndSaysWhy(String url, String why) {
        var refused = post(member("nowhere"), url, "");
        assertProblem(refused, 422, "LINK_REFUSED");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/url");
        assertThat(refused.json().at("/errors/0/message").asString()).contains(why);
    }

    private ApiClient member(String workspace) {
        return stage.clientOf("{\"workspaces\":{\"" + workspace + "\":\"editor\"}}");
    }

    private static Answer add(ApiClient client, String url, String more) {
        var answer = post(client, url, more);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private static Answer post(ApiClient client, String url, String more) {
        return client.post("/api/lora/import", "{\"url\":\"" + url + "\"" + more + "}");
    }

    private static void awaitEnd(ApiClient client, String lora, String status) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(statusOf(client, lora)).isEqualTo(status));
    }

    private static void assertRefused(ApiClient client, Answer added, String code) {
        var id = idOf(added.json());
        awaitEnd(client, id, "rejected");
        var rejection = client.get("/api/lora/" + id).json().at("/lora/rejection");
        assertThat(rejection.required("code").asString()).isEqualTo(code);
        assertThat(rejection.required("message").asString()).contains("link");
        assertThat(client.get("/api/lora?status=rejected").json().at("/loras/0/id").asString()).isEqualTo(id);
    }

    /** Not beginning with a zero, which the played worker would refuse. */
    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Arrays.fill(bytes, 0, Math.min(1, length), (byte) 1);
        return bytes;
    }
}
