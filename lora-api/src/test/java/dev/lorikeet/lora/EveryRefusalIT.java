package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.lora.web.LoraProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Provokes every refusal there is, and prints its body. */
final class EveryRefusalIT {
    /** A fault of ours cannot be provoked from outside; a stalled form takes a socket of its own (FormUploadsIT). */
    private static final Set<ProblemType> UNPROVOKED = Set.of(CommonProblem.INTERNAL_ERROR,
            LoraProblem.UPLOAD_STALLED);
    private static final String TICKET = "{\"fileName\":\"rain.safetensors\",\"fileSize\":100}";

    private final Map<ProblemType, String> met = new HashMap<>();

    @Test
    void isGivenWithABodyThatFitsTheContract(@TempDir Path data) {
        try (var stage = Stage.open(data, Map.of("lorikeet.quota.open-uploads", "2", "lorikeet.quota.bytes", "6GB",
                "lorikeet.deletion.undo", "1s", "lorikeet.upload.form-stall", "1s"))) {
            var owner = stage.client();
            requests(owner, stage);
            states(owner, stage);
            room(stage);
            enginesAway(owner, stage);
        }
        met.forEach((type, body) -> System.out.printf("%s%n%s%n", type, body));
        var all = Stream.<ProblemType>concat(Stream.of(CommonProblem.values()), Stream.of(LoraProblem.values()))
                .filter(type -> !UNPROVOKED.contains(type));
        assertThat(met.keySet()).containsExactlyInAnyOrderElementsOf(all.toList());
    }

    private void requests(ApiClient owner, Stage stage) {
        var anybody = LoraApi.on(stage.api().port());
        meet(CommonProblem.UNAUTHENTICATED, anybody.get("/api/lora"));
        meet(CommonProblem.INVALID_REQUEST, owner.post("/api/lora/upload", "{\"file\":1}"));
        meet(CommonProblem.NOT_FOUND, owner.get("/api/lora/nobody"));
        meet(CommonProblem.METHOD_NOT_ALLOWED, owner.send("PUT", "/api/lora", "{}"));
        meet(CommonProblem.NOT_ACCEPTABLE, owner.with("Accept", "application/xml").get("/api/lora"));
        meet(CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                owner.with("Content-Type", "text/plain").post("/api/lora/upload", "rain"));
        meet(CommonProblem.PAYLOAD_TOO_LARGE, owner.post("/api/lora/upload",
                "{\"fileName\":\"" + "x".repeat(2_000_000) + "\"}"));
        meet(LoraProblem.INVALID_EXTENSION, owner.post("/api/lora/upload", TICKET.replace(".safetensors", ".exe")));
        meet(LoraProblem.LINK_REFUSED, owner.post("/api/lora/import", "{\"url\":\"https://127.0.0.1/a.ckpt\"}"));
        meet(LoraProblem.EMPTY_FILE, owner.post("/api/lora/upload", TICKET.replace("100", "0")));
        meet(LoraProblem.FILE_TOO_LARGE, owner.post("/api/lora/upload", TICKET.replace("100", "5368709121")));
        meet(LoraProblem.NO_FILE, owner.post("/api/lora/upload", "{\"fileSize\":100}"));
        meet(CommonProblem.WORKSPACE_REQUIRED, stage.clientOf("""
                {"workspaces":{"film":"owner","demo":"owner"}}""").get("/api/lora"));
        meet(CommonProblem.FORBIDDEN, stage.clientOf("""
                {"workspaces":{"demo":"viewer"}}""").post("/api/lora/upload", TICKET));
        var limited = LoraApi.on(stage.beside("--lorikeet.rate.requests=1").port());
        var hasty = limited.signedIn("{\"subject\":\"hasty\"}");
        await().atMost(Stage.LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> meet(CommonProblem.TOO_MANY_REQUESTS, hasty.get("/api/lora")));
    }

    private void states(ApiClient owner, Stage stage) {
        var keyed = owner.with("Idempotency-Key", "once");
        var ticket = keyed.post("/api/lora/upload", TICKET).json();
        meet(LoraProblem.KEY_REUSED, keyed.post("/api/lora/upload", TICKET.replace("100", "101")));
        var lora = "/api/lora/" + Stage.idOf(ticket);
        meet(LoraProblem.WRONG_STATE, owner.get(lora + "/download"));
        owner.delete(lora + "/upload");
        meet(LoraProblem.UPLOAD_EXPIRED, owner.post(lora + "/upload/complete", "{}"));
        var parts = "/api/lora/" + Stage.idOf(Stage.ticket(owner, "parts.safetensors", 100_000_000));
        meet(LoraProblem.UPLOAD_INCOMPLETE, owner.post(parts + "/upload/complete", "{}"));
        owner.delete(parts + "/upload");
        var id = stage.upload(owner, "rain.safetensors", new byte[]{1, 2, 3});
        Stage.awaitStatus(owner, id, "ready");
        meet(LoraProblem.CHANGED_MEANWHILE,
                owner.with("If-Match", "\"9\"").patch("/api/lora/" + id, "{\"name\":\"Snow\"}"));
        stage.worker().keep(true);
        owner.delete("/api/lora/" + id);
        Stage.awaitDiscarded(owner, id);
        meet(LoraProblem.UNDO_OVER, owner.post("/api/lora/" + id + "/restore", null));
    }

    private void room(Stage stage) {
        var film = stage.clientOf("{\"workspaces\":{\"film\":\"owner\"}}");
        Stage.ticket(film, "one.safetensors", 5_000_000_000L);
        meet(LoraProblem.QUOTA_EXCEEDED, film.post("/api/lora/upload", TICKET.replace("100", "2000000000")));
        Stage.ticket(film, "two.safetensors", 100);
        meet(LoraProblem.TOO_MANY_UPLOADS, film.post("/api/lora/upload", TICKET));
        film.delete("/api/workspaces/film");
        meet(LoraProblem.WORKSPACE_CLOSING, film.post("/api/lora/upload", TICKET));
    }

    private void enginesAway(ApiClient owner, Stage stage) {
        stage.s3Door().shut();
        meet(LoraProblem.STORAGE_FAILED, owner.post("/api/lora/upload", TICKET.replace("100", "100000000")));
        stage.s3Door().open();
        var id = Stage.idOf(Stage.ticket(owner, "left.safetensors", 100));
        stage.mongoDoor().shut();
        meet(CommonProblem.UNAVAILABLE, owner.get("/api/lora/" + id));
        meet(LoraProblem.NOT_SAVED, owner.post("/api/lora/upload", TICKET));
        meet(LoraProblem.NOT_REMOVED, owner.delete("/api/lora/" + id));
        stage.mongoDoor().open();
    }

    private void meet(ProblemType expected, Answer answer) {
        assertThat(answer.json().required("code").asString()).as(answer.body()).isEqualTo(expected.name());
        assertThat(answer.status()).isEqualTo(expected.status());
        met.put(expected, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer.json()));
    }
}
