package dev.lorikeet.standalone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.generation.catalogue.Catalogue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A file on its way through all three services and back out of the world, as a front end sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UploadFlowE2E {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Standalone standalone;
    private LoraClient client;
    private Catalogue catalogue;

    @BeforeAll
    void start(@TempDir Path data) {
        int port = Processes.sevenFreePorts();
        standalone = Standalone.start(new CommandLine(data, port), _ -> {});
        catalogue = standalone.bean(Catalogue.class);
        client = new LoraClient(port);
    }

    @AfterAll
    void stop() {
        standalone.close();
    }

    @Test
    void makesAnUploadedFileReadyAndKnownToTheGenerationService() {
        var bytes = safetensors(64);
        var id = client.upload("rain.safetensors", bytes);
        awaitStatus(id, "ready");
        var lora = client.lora(id);
        assertThat(lora.required("facts").required("adapter").required("parameters").asLong()).isEqualTo(16);
        assertThat(client.listed()).contains(id);
        assertThat(client.download(id)).isEqualTo(bytes);
        var entry = await().atMost(LIMIT).until(() -> entry(id), Optional::isPresent).orElseThrow();
        assertThat(entry.object().key().value()).isEqualTo(lora.required("s3Path").asString());
    }

    @Test
    void rejectsAFileThatIsCutShortWithItsReason() {
        var whole = safetensors(64);
        var id = client.upload("short.safetensors", Arrays.copyOf(whole, whole.length - 1));
        assertThat(rejection(id)).isEqualTo("INCOMPLETE_BUFFER");
        assertThat(entry(id)).isEmpty();
    }

    @Test
    void rejectsAnUploadWhoseObjectNeverArrived() {
        var id = client.complete(client.ticket("never.safetensors", 72));
        assertThat(rejection(id)).isEqualTo("OBJECT_MISSING");
    }

    /** The default window of thirty seconds runs for real, beside the other tests. */
    @Test
    void bringsADeletedLoraBackAndThenLetsItGoForGood() {
        var bytes = safetensors(128);
        var id = client.upload("gone.safetensors", bytes);
        awaitStatus(id, "ready");
        long used = client.usage().required("usedBytes").asLong();
        assertThat(client.send("DELETE", "/api/lora/" + id, null).json().has("undoUntil")).isTrue();
        assertThat(client.listed()).doesNotContain(id);
        assertThat(client.send("POST", "/api/lora/" + id + "/restore", null).status()).isEqualTo(200);
        assertThat(client.download(id)).isEqualTo(bytes);
        assertThat(client.send("DELETE", "/api/lora/" + id, null).status()).isEqualTo(200);
        awaitStatus(id, "gone");
        await().atMost(LIMIT).until(() -> entry(id).isEmpty());
        assertThat(client.usage().required("usedBytes").asLong()).isLessThanOrEqualTo(used - bytes.length);
    }

    private void awaitStatus(String id, String status) {
        await().atMost(LIMIT).until(() -> client.status(id), status::equals);
    }

    private String rejection(String id) {
        awaitStatus(id, "rejected");
        return client.lora(id).required("rejection").required("code").asString();
    }

    private Optional<CatalogueEntry> entry(String id) {
        return catalogue.find(new LoraId(id)).blockOptional(LIMIT);
    }

    /** A pair of factors, in 32-bit floats. */
    private static byte[] safetensors(int dataBytes) {
        var header = """
                {"blocks.0.ffn.0.lora_down.weight":{"dtype":"F32","shape":[1,%1$d],"data_offsets":[0,%2$d]},
                "blocks.0.ffn.0.lora_up.weight":{"dtype":"F32","shape":[%1$d,1],"data_offsets":[%2$d,%3$d]}}"""
                .formatted(dataBytes / 8, dataBytes / 2, dataBytes)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
