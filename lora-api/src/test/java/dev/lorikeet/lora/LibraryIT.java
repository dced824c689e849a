package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.LoraUploads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The library over HTTP: what people see, and what they may say about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LibraryIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final AtomicInteger workspaces = new AtomicInteger();
    private RunningLoraApi api;
    private ApiClient owner;
    private ApiClient viewer;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
        owner = LoraApi.on(api.port());
        viewer = owner;
        await().atMost(LIMIT).until(owner::isReady);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void enterAnEmptyWorkspace() {
        var workspace = "film-" + workspaces.incrementAndGet();
        owner = member(workspace, "owner");
        viewer = member(workspace, "viewer");
    }

    private ApiClient member(String workspace, String role) {
        return LoraApi.on(api.port()).signedIn("{\"workspaces\":{\"" + workspace + "\":\"" + role + "\"}}");
    }

    @Test
    void anEmptyLibraryIsAnEmptyList() {
        var list = owner.get("/api/lora").json();
        assertThat(list.required("total").asInt()).isZero();
        assertThat(list.required("loras")).isEmpty();
        assertThat(list.has("nextCursor")).isFalse();
    }

    @Test
    void theListShowsWhatIsStoredPageByPage() {
        var ids = List.of(ready("Rain"), ready("Snow"), ready("Hail"));
        assertThat(names(owner.get("/api/lora?sort=name"))).containsExactly("Hail", "Rain", "Snow");
        assertThat(names(viewer.get("/api/lora?query=SN"))).containsExactly("Snow");
        var first = owner.get("/api/lora?sort=-name&limit=2").json();
        var second = owner.get("/api/lora?sort=-name&limit=2&cursor=" + first.required("nextCursor").asString());
        assertThat(first.required("total").asInt()).isEqualTo(3);
        assertThat(names(second)).containsExactly("Hail");
        assertThat(changed(ids.get(2), "{\"name\":\"Ash\"}").status()).isEqualTo(200);
        assertThat(names(owner.get("/api/lora?sort=name"))).containsExactly("Ash", "Rain", "Snow");
        var shown = owner.get("/api/lora?sort=name").json().required("loras").required(0);
        assertThat(shown.required("fileSize").asLong()).isEqualTo(100);
        assertThat(shown.required("fileName").asString()).isEqualTo("file.safetensors");
        assertThat(shown.required("uploadedAt").asString()).isNotBlank();
    }

    @Test
    void whoHasAFileIsToldWhetherTheWorkspaceHasItAndOfNoOtherWorkspace() {
        var digest = Sha256.of(new byte[]{1});
        var asked = "/api/lora?fileSize=100&sha256=" + digest.value();
        var lora = ready("Rain");
        var _ = ready("Snow");
        assertThat(names(owner.get("/api/lora?fileSize=100&sort=name"))).containsExactly("Rain", "Snow");
        assertThat(names(owner.get("/api/lora?fileSize=101"))).isEmpty();
        assertThat(names(viewer.get(asked))).isEmpty();
        hashed(lora, digest);
        assertThat(names(viewer.get(asked))).containsExactly("Rain");
        assertThat(names(owner.get("/api/lora?sha256=" + Sha256.of(new byte[]{2}).value()))).isEmpty();
        assertThat(names(member("other", "owner").get(asked))).isEmpty();
        assertThat(owner.delete("/api/lora/" + lora).status()).isEqualTo(200);
        assertThat(names(owner.get(asked))).isEmpty();
        assertThat(names(owner.get(asked + "&status=deleting"))).containsExactly("Rain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=+5", "limit=", "sort=size", "status=", "status=READY",
            "status=ready,ready", "status=abandoned", "expert=HIGH", "tag=", "baseModel=", "cursor=nonsense",
            "query=%00", "fileSize=0", "fileSize=", "fileSize=1.5", "fileSize=9007199254740992", "sha256=", "sha256=0F",
            "query=a&query=b", "order=name"})
    void aListThatCannotBeMeantIsRefused(String asked) {
        assertThat(owner.get("/api/lora?" + asked).status()).isEqualTo(400);
    }

    @Test
    void absentFieldsStayAndNullClears() {
        var lora = ready("Rain");
        var all = changed(lora, """
                {"name":" Storm ","description":"Loud","tags":["a"],"triggerWords":["b"],"defaultWeight":0.5,
                "expert":"high"}""");
        assertThat(all.status()).isEqualTo(200);
        assertSays(all, "Storm", "Loud", "[\"a\"]", "[\"b\"]", 0.5, "high");
        assertSays(changed(lora, "{\"defaultWeight\":2}"), "Storm", "Loud", "[\"a\"]", "[\"b\"]", 2, "high");
        assertSays(changed(lora, "{\"description\":null}"), "Storm", "", "[\"a\"]", "[\"b\"]", 2, "high");
        assertSays(changed(lora, "{\"expert\":null}"), "Storm", "", "[\"a\"]", "[\"b\"]", 2, "unknown");
        assertSays(changed(lora, "{\"tags\":[],\"triggerWords\":[]}"), "Storm", "", "[]", "[]", 2, "unknown");
        assertSays(owner.get("/api/lora/" + lora), "Storm", "", "[]", "[]", 2, "unknown");
    }

    private static void assertSays(Answer answer, String name, String description, String tags, String words,
            double weight, String expert) {
        var lora = answer.json().required("lora");
        assertThat(lora.required("name").asString()).isEqualTo(name);
        assertThat(lora.path("description").asString("")).isEqualTo(description);
        assertThat(lora.required("tags")).hasToString(tags);
        assertThat(lora.required("triggerWords")).hasToString(words);
        assertThat(lora.required("defaultWeight").asDouble()).isEqualTo(weight);
        assertThat(lora.required("expert").asString()).isEqualTo(expert);
        assertThat(answer.header("ETag")).isEqualTo("\"" + lora.required("version").asLong() + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"name\":\" \"}|/name", "{\"name\":null}|/name", "{\"name\":7}|/name",
            "{\"tags\":null}|/tags", "{\"tags\":[null]}|/tags", "{\"tags\":[\"\"]}|/tags", "{\"tags\":[7]}|/tags",
            "{\"tags\":\"a\"}|/tags", "{\"description\":7}|/description",

            "{\"triggerWords\":null}|/triggerWords", "{\"defaultWeight\":null}|/defaultWeight",
            "{\"defaultWeight\":2.1}|/defaultWeight", "{\"defaultWeight\":\"1\"}|/defaultWeight",
            "{\"expert\":\"unknown\"}|/expert", "{\"expert\":\"HIGH\"}|/expert", "{\"status\":\"ready\"}|/status",
            "{\"description\":\"\\u0000\"}|/description"})
    void whatIsWrongIsNamed(String body, String pointer) {
        var refused = changed(ready("Rain"), body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().required("errors").required(0).required("pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void textsThatAreTooLongAreNamedAllAtOnce() {
        var refused = changed(ready("Rain"), "{\"name\":\"" + "n".repeat(201) + "\",\"description\":\""
                + "d".repeat(4001) + "\",\"tags\":[" + "\"t\",".repeat(50) + "\"t\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().required("errors").findValuesAsString("pointer"))
                .containsExactly("/name", "/description", "/tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "", "{"})
    void aChangeOfNothingIsRefused(String body) {
        assertThat(changed(ready("Rain"), body).status()).isEqualTo(400);
    }

    @Test
    void whoeverSawAnOlderVersionIsTold() {
        var lora = ready("Rain");
        var seen = owner.get("/api/lora/" + lora).header("ETag");
        assertThat(owner.with("If-Match", seen).patch("/api/lora/" + lora, "{\"name\":\"Snow\"}").status())
                .isEqualTo(200);
        assertThat(owner.with("If-Match", seen).patch("/api/lora/" + lora, "{\"name\":\"Hail\"}").status())
                .isEqualTo(412);
        for (var other : List.of("nonsense", "\"nonsense\"", "W/\"2\"", "2")) {
            assertThat(owner.with("If-Match", other).patch("/api/lora/" + lora, "{\"name\":\"Hail\"}").status())
                    .isEqualTo(412);
        }
        assertThat(owner.with("If-Match", "*").patch("/api/lora/" + lora, "{\"name\":\"Fog\"}").status())
                .isEqualTo(200);
    }

    /** The version counts edits alone, so it must not stand for all that is shown. */
    @Test
    void whoHasSeenTheSameVersionStillLearnsOfEveryUse() {
        var lora = ready("Rain");
        var seen = owner.get("/api/lora/" + lora);
        var again = owner.with("If-None-Match", seen.header("ETag"));
        assertThat(again.get("/api/lora/" + lora).body()).isEqualTo(seen.body());
        var noon = Instant.parse("2026-03-04T12:00:00Z");
        api.context()
                .getBean(Loras.class)
                .send(new LoraId(lora), new LoraCommand.Use(new GenerationId("g1"), noon))
                .block(LIMIT);
        var shown = again.get("/api/lora/" + lora);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("ETag")).isEqualTo(seen.header("ETag"));
        assertThat(shown.json().required("lora").required("useCount").asLong()).isOne();
        assertThat(shown.json().required("lora").required("lastUsed").asString()).isEqualTo(noon.toString());
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        var lora = ready("Rain");
        var seen = owner.get("/api/lora/" + lora).header("ETag");
        var same = changed(lora, "{\"name\":\"Rain\",\"tags\":[]}");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.header("ETag")).isEqualTo(seen);
        assertThat(same.json().has("requestedName")).isFalse();
    }

    @Test
    void aTakenNameGetsANumberAndTheAnswerSaysSo() {
        var _ = ready("Rain");
        var renamed = changed(ready("Snow"), "{\"name\":\"rain\"}").json();
        assertThat(renamed.required("lora").required("name").asString()).isEqualTo("rain (2)");
        assertThat(renamed.required("requestedName").asString()).isEqualTo("rain");
    }

    @Test
    void onlyWhatIsReadyCanBeChangedAndOnlyByWhoMayWrite() {
        var uploading = ticket("Fog").required("id").asString();
        assertThat(changed(uploading, "{\"name\":\"Snow\"}").status()).isEqualTo(409);
        var lora = ready("Rain");
        assertThat(viewer.patch("/api/lora/" + lora, "{\"name\":\"Snow\"}").status()).isEqualTo(403);
        assertThat(member("other", "owner").patch("/api/lora/" + lora, "{\"name\":\"Snow\"}").status()).isEqualTo(404);
        assertThat(owner.delete("/api/lora/" + lora).status()).isEqualTo(200);
        assertThat(changed(lora, "{\"name\":\"Snow\"}").status()).isEqualTo(409);
        assertThat(names(owner.get("/api/lora"))).isEmpty();
        assertThat(names(owner.get("/api/lora?status=deleting"))).containsExactly("Rain");
    }

    private Answer changed(String lora, String body) {
        return owner.patch("/api/lora/" + lora, body);
    }

    private JsonNode ticket(String name) {
        return owner.post("/api/lora/upload", "{\"fileName\":\"file.safetensors\",\"fileSize\":100,\"name\":\"" + name
                + "\"}").json().required("lora");
    }

    private String ready(String name) {
        var lora = ticket(name);
        var id = lora.required("id").asString();
        assertThat(owner.post("/api/lora/" + id + "/upload/complete", "{}").status()).isEqualTo(202);
        var object = new StoredObject(new ObjectKey(lora.required("s3Path").asString()), 100,
                LoraSamples.OBJECT.etag());
        api.context()
                .getBean(LoraUploads.class)
                .settle(new LoraId(id), new LoraCommand.Prove(object, LoraSamples.facts()))
                .block(LIMIT);
        return id;
    }

    private void hashed(String lora, Sha256 digest) {
        var object = new StoredObject(new ObjectKey(owner.get("/api/lora/" + lora)
                .json()
                .required("lora")
                .required("s3Path")
                .asString()), 100, LoraSamples.OBJECT.etag());
        api.context()
                .getBean(LoraUploads.class)
                .settle(new LoraId(lora), new LoraCommand.Hash(object, digest))
                .block(LIMIT);
    }

    private static List<String> names(Answer list) {
        return StreamSupport.stream(list.json().required("loras").spliterator(), false)
                .map(lora -> lora.required("name").asString())
                .toList();
    }
}
