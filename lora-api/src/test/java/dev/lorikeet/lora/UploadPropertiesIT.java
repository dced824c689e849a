package dev.lorikeet.lora;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.http.testing.ApiClient;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

import static dev.lorikeet.lora.Stage.LIMIT;
import static dev.lorikeet.lora.Stage.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What holds for every file, over HTTP, with everything around the service. */
final class UploadPropertiesIT {
    private static final AtomicReference<Stage> STAGE = new AtomicReference<>();
    private static final AtomicReference<Path> DATA = new AtomicReference<>();

    @BeforeContainer
    static void start() throws IOException {
        DATA.set(Files.createTempDirectory("uploads"));
        STAGE.set(Stage.open(DATA.get(), Map.of("lorikeet.deletion.undo", "0s")));
    }

    @AfterContainer
    static void stop() {
        STAGE.get().close();
        try {
            FileSystemUtils.deleteRecursively(DATA.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(40)
                .map(text -> text.replaceAll("[\\p{Cc}\\p{Cs}/\\\\\"]", "_"))
                .flatMap(stem -> Arbitraries.of(".safetensors", ".ckpt", ".CKPT").map(suffix -> "f" + stem + suffix));
    }

    // Feature: lora-management, Property 3: Upload creates both S3 file and database record
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void everyUploadMakesAnObjectAndARecordThatBelongTogether(@ForAll("names") String name,
            @ForAll @Size(min = 1, max = 3_000) byte[] bytes) {
        var stage = STAGE.get();
        bytes[0] = 1;
        var id = stage.upload(stage.client(), name, bytes);
        awaitStatus(stage.client(), id, "ready");
        var lora = stage.client().get("/api/lora/" + id).json().required("lora");
        var key = new ObjectKey(lora.required("s3Path").asString());
        assertThat(key.value()).contains("/demo/" + id + "/");
        assertThat(lora.required("fileSize").asLong()).isEqualTo(bytes.length);
        assertThat(stage.bucket().read(key)).isEqualTo(bytes);
    }

    // Feature: lora-management, Property 6: Deletion removes from both S3 and database
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void everyDeletionRemovesTheObjectAndTheRecord(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
        var stage = STAGE.get();
        var id = stage.upload(stage.client(), "rain.safetensors", bytes);
        awaitStatus(stage.client(), id, bytes[0] == 0 ? "rejected" : "ready");
        var key = Stage.keyOf(stage.client().get("/api/lora/" + id).json());
        assertThat(stage.client().delete("/api/lora/" + id).status()).isEqualTo(200);
        awaitStatus(stage.client(), id, "404");
        await().atMost(LIMIT).until(() -> stage.bucket().find(key).isEmpty());
        assertThat(stage.worker().heard(id)).hasAtLeastOneElementOfType(LoraDiscarded.class);
    }

    // Feature: lora-management, Property 11: Workspace association
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void everyRecordBelongsToTheWorkspaceItWasUploadedTo(@ForAll("workspaces") String workspace,
            @ForAll("workspaces") String other) {
        var both = STAGE.get()
                .clientOf("{\"subject\":\"kim\",\"workspaces\":{\"" + workspace + "\":\"editor\",\"" + other
                        + "\":\"owner\"}}");
        var ticket = both
                .post("/api/lora/upload", "{\"fileName\":\"a.ckpt\",\"fileSize\":1,\"workspaceId\":\"" + workspace
                        + "\"}")
                .json();
        var lora = ticket.required("lora");
        var id = lora.required("id").asString();
        assertThat(lora.required("workspaceId").asString()).isEqualTo(workspace);
        assertThat(lora.required("createdBy").asString()).isEqualTo("kim");
        assertThat(lora.required("s3Path").asString()).contains("/" + workspace + "/");
        assertThat(listed(both, workspace)).contains(id);
        if (!other.equals(workspace)) {
            assertThat(listed(both, other)).doesNotContain(id);
            var outsider = STAGE.get().clientOf("{\"workspaces\":{\"" + other + "\":\"owner\"}}");
            assertThat(outsider.get("/api/lora/" + id).status()).isEqualTo(404);
        }
        assertThat(both.delete("/api/lora/" + id + "/upload").status()).isEqualTo(204);
    }

    @Provide
    Arbitrary<String> workspaces() {
        return Arbitraries.strings().withCharRange('a', 'z').withChars("AZ09_-").ofMinLength(1).ofMaxLength(12);
    }

    private static String listed(ApiClient who, String workspace) {
        return who.get("/api/lora?status=uploading&workspaceId=" + workspace).body();
    }
}
