package dev.lorikeet.lora;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Door;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service with everything around it, and with doors to the engines that can be shut. */
final class Stage implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(1);

    private final Door s3Door;
    private final Door mongoDoor;
    private final RunningLoraApi api;
    private final BucketOfTest bucket;
    private final PlayedWorker worker;
    private final ApiClient client;
    private final List<RunningLoraApi> more = new ArrayList<>();

    private Stage(Path data, Map<String, String> settings) {
        var doors = new Door[2];
        api = RunningLoraApi.start(data, platform -> {
            doors[0] = Door.to(platform.s3().port());
            doors[1] = Door.to(platform.mongo().port());
            var all = new HashMap<>(settings);
            all.put("lorikeet.s3.endpoint", "http://127.0.0.1:" + doors[0].port());
            all.put("lorikeet.s3.call-time", "3s");
            all.put("lorikeet.rate.requests", "100000");
            all.put("lorikeet.delivery.work.sweep-every", "100ms");
            all.put("spring.mongodb.uri", "mongodb://127.0.0.1:" + doors[1].port()
                    + "/lora-api?serverSelectionTimeoutMS=1000&connectTimeoutMS=1000");
            return all;
        });
        s3Door = doors[0];
        mongoDoor = doors[1];
        bucket = new BucketOfTest(api.platform().s3());
        worker = new PlayedWorker(api.platform().kafka().bootstrapServers(), bucket);
        client = LoraApi.on(api.port()).signedIn("{}");
    }

    static Stage open(Path data, Map<String, String> settings) {
        var stage = new Stage(data, settings);
        try {
            await().atMost(LIMIT).until(LoraApi.on(stage.api().port())::isReady);
            return stage;
        } catch (RuntimeException failure) {
            // Its engines must not outlive their directory, which the test takes away.
            stage.close();
            throw failure;
        }
    }

    RunningLoraApi api() {
        return api;
    }

    Door s3Door() {
        return s3Door;
    }

    Door mongoDoor() {
        return mongoDoor;
    }

    BucketOfTest bucket() {
        return bucket;
    }

    PlayedWorker worker() {
        return worker;
    }

    /**
     * A second service on the same engines. It runs until the stage is taken down, because services in one process share
     * the threads of their servers.
     */
    RunningLoraApi beside(String setting) {
        var second = RunningLoraApi.startBeside(api, List.of(setting));
        more.add(second);
        return second;
    }

    /** Signed in as the demo user, who owns the workspace {@code demo}. */
    ApiClient client() {
        return client;
    }

    /** Signed in as somebody with these workspaces. */
    ApiClient clientOf(String tokenRequest) {
        return LoraApi.on(api.port()).signedIn(tokenRequest);
    }

    static JsonNode ticket(ApiClient client, String name, long size) {
        var answer = client.post("/api/lora/upload", "{\"fileName\":\"" + name + "\",\"fileSize\":" + size + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    static String idOf(JsonNode answer) {
        return answer.required("lora").required("id").asString();
    }

    static ObjectKey keyOf(JsonNode answer) {
        return new ObjectKey(answer.required("lora").required("s3Path").asString());
    }

    /** A whole upload in one piece, as far as its completion; the id. */
    String upload(ApiClient client, String name, byte[] bytes) {
        var ticket = ticket(client, name, bytes.length);
        var sent = bucket.send(ticket.required("upload").required("parts").required(0), bytes);
        assertThat(sent.statusCode()).isEqualTo(200);
        var id = idOf(ticket);
        var completed = client.post("/api/lora/" + id + "/upload/complete", "{}");
        assertThat(completed.status()).as(completed.body()).isEqualTo(202);
        return id;
    }

    static void awaitStatus(ApiClient client, String lora, String status) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(statusOf(client, lora)).isEqualTo(status));
    }

    /** Until nothing can be undone any more. Asking to undo would undo it. */
    static void awaitDiscarded(ApiClient client, String lora) {
        await().atMost(LIMIT)
                .until(() -> client.get("/api/lora/" + lora).json().required("lora"),
                        shown -> shown.required("status").asString().equals("deleting") && !shown.has("undoUntil"));
    }

    static String statusOf(ApiClient client, String lora) {
        var answer = client.get("/api/lora/" + lora);
        return answer.status() == 200 ? answer.json().required("lora").required("status").asString()
                : String.valueOf(answer.status());
    }

    static JsonNode usage(ApiClient client, String workspace) {
        return client.get("/api/workspaces/" + workspace).json().required("workspace").required("usage");
    }

    static void awaitNothingReserved(ApiClient client, String workspace) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(usage(client, workspace).required("reservedBytes").asLong())
                        .isZero());
    }

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().required("code").asString()).isEqualTo(code);
    }

    @Override
    public void close() {
        s3Door.open();
        mongoDoor.open();
        worker.close();
        bucket.close();
        more.forEach(second -> ((ConfigurableApplicationContext) second.context()).close());
        api.close();
        s3Door.close();
        mongoDoor.close();
    }
}
