package dev.lorikeet.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.testing.SecretFiles;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static dev.lorikeet.storage.RunningStorageWorker.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of the service and can tell it, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SweepIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ParameterizedTypeReference<Map<String, Object>> REPORT = new ParameterizedTypeReference<>() {};

    private final String hour = Keys.hour(Instant.now().minus(Duration.ofDays(5)));
    private RunningStorageWorker worker;
    private WebTestClient http;
    private ObjectStore objects;

    @BeforeAll
    void start(@TempDir Path data) {
        worker = new RunningStorageWorker(data, "--lorikeet.sweep.grace=0s", "--lorikeet.sweep.unheard=0s",
                "--management.endpoint.health.show-details=always");
        http = WebTestClient.bindToServer().baseUrl(worker.url()).responseTimeout(LIMIT).build();
        objects = worker.bean(ObjectStore.class);
        awaitFirstSweep();
    }

    /** It comes by itself, and sees nothing yet. */
    private void awaitFirstSweep() {
        await().atMost(LIMIT).until(() -> {
            var first = http.get().uri("/actuator/sweep").exchange().expectBody(REPORT).returnResult();
            return first.getStatus().is2xxSuccessful() && first.getResponseBody() != null
                    && first.getResponseBody().get("refusal") == null;
        });
    }

    @AfterAll
    void stop() {
        worker.close();
    }

    @Test
    void secretsAreReadFromFilesOfTheirNames() {
        SecretFiles.assertRead(worker.bean(ConfigurableEnvironment.class), "spring.mongodb.uri",
                "lorikeet.s3.access-key", "lorikeet.s3.secret-key");
    }

    // Feature: lora-management, Property 6: what nobody claims any more does not stay in the bucket
    @Test
    void saysWhatItWouldDoAndThenDoesIt() {
        var orphan = put("orphan", "a.safetensors", new byte[]{1, 2, 3});
        var claimed = put("claimed", "a.safetensors", SomeLora.bytes());
        worker.bean(Delivery.class)
                .announce("loras", "claimed", 1, new LoraEvent.LoraUploaded(new LoraId("claimed"),
                        new WorkspaceId("demo"),
                        new ExpectedObject(claimed, "a.safetensors", SomeLora.bytes().length, null, null)))
                .block(LIMIT);
        // Nobody has spoken of the orphan, so the first sweep only begins to doubt it.
        assertThat(sweep(false)).containsEntry("orphans", 0);
        var upload = begin(orphan);
        for (boolean dryRun : new boolean[]{true, false}) {
            var report = sweep(dryRun);
            assertThat(report).containsEntry("dryRun", dryRun)
                    .containsEntry("whole", true)
                    .containsEntry("objects", 2)
                    .containsEntry("orphans", 1)
                    .containsEntry("orphanBytes", 3)
                    .containsEntry("uploads", 1)
                    .containsEntry("vanished", 0);
            assertThat(isStored(orphan)).isEqualTo(dryRun);
            assertThat(isOpen(orphan, upload)).isEqualTo(dryRun);
        }
        assertThat(isStored(claimed)).isTrue();
    }

    @Test
    void showsTheBucketAndItsCircuitInItsHealth() {
        http.get()
                .uri("/actuator/health/dependencies")
                .exchange()
                .expectBody()
                .jsonPath("$.components.bucket.status")
                .isEqualTo("UP")
                .jsonPath("$.components.bucket.details.bucket")
                .isEqualTo(BUCKET)
                .jsonPath("$.components.bucket.details.circuit")
                .isEqualTo("closed");
    }

    @Test
    void countsWhatItDoes() {
        var _ = sweep(true);
        for (var meter : new String[]{"lorikeet.sweep.found", "lorikeet.sweep.removed.bytes",
                "lorikeet.sweep.runs", "resilience4j.circuitbreaker.state", "resilience4j.retry.calls",
                "resilience4j.bulkhead.available.concurrent.calls", "lorikeet.work"}) {
            http.get().uri("/actuator/metrics/" + meter).exchange().expectStatus().isOk();
        }
    }

    /** It says no while it has not heard everything. */
    private Map<String, Object> sweep(boolean dryRun) {
        return await().atMost(LIMIT)
                .until(() -> http.post()
                        .uri("/actuator/sweep")
                        .bodyValue(Map.of("dryRun", dryRun))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(REPORT)
                        .returnResult()
                        .getResponseBody(), report -> report.get("refusal") == null);
    }

    private ObjectKey put(String id, String file, byte[] bytes) {
        var key = new ObjectKey("loras/" + hour + "/demo/" + id + "/" + file);
        objects.put(key, "application/octet-stream", bytes).block(LIMIT);
        return key;
    }

    private String begin(ObjectKey key) {
        return worker.s3()
                .createMultipartUpload(create -> create.bucket(BUCKET).key(key.value()))
                .join()
                .uploadId();
    }

    private boolean isStored(ObjectKey key) {
        return objects.describe(key).blockOptional(LIMIT).isPresent();
    }

    private boolean isOpen(ObjectKey key, String upload) {
        return Boolean.TRUE.equals(objects.uploads(key.value())
                .any(open -> open.uploadId().equals(upload))
                .block(LIMIT));
    }
}
