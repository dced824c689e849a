package dev.lorikeet.standalone;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.lora.upload.Lora;
import dev.lorikeet.lora.upload.LoraUploads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A LoRA's record on its way through all three services, over the real protocols. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UploadFlowE2E {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final WorkspaceId DEMO = new WorkspaceId("demo");

    private Standalone standalone;
    private S3AsyncClient s3;
    private LoraUploads uploads;
    private Catalogue catalogue;

    @BeforeAll
    void start(@TempDir Path data) {
        int port = Processes.sevenFreePorts();
        standalone = Standalone.start(new CommandLine(data, port), _ -> {});
        uploads = standalone.bean(LoraUploads.class);
        catalogue = standalone.bean(Catalogue.class);
        s3 = S3AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + (port + 3)))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(Keys.in(data.resolve("keys")).s3().toProvider())
                .build();
    }

    @AfterAll
    void stop() {
        s3.close();
        standalone.close();
    }

    @Test
    void makesAnUploadedFileReadyAndKnownToTheGenerationService() {
        var bytes = safetensors(64);
        var uploading = start(bytes.length);
        put(uploading, bytes);
        complete(uploading);
        var ready = await().atMost(LIMIT).until(() -> find(lora(uploading)), Lora.Ready.class::isInstance);
        assertThat(((Lora.Ready) ready).facts().adapter().parameters()).isEqualTo(16);
        var entry = await().atMost(LIMIT)
                .until(() -> catalogue.find(lora(uploading)).blockOptional(LIMIT),
                        Optional::isPresent);
        assertThat(entry.orElseThrow().object()).isEqualTo(((Lora.Ready) ready).object());
    }

    @Test
    void rejectsAFileThatIsCutShortWithItsReason() {
        var whole = safetensors(64);
        var bytes = Arrays.copyOf(whole, whole.length - 1);
        var uploading = start(bytes.length);
        put(uploading, bytes);
        complete(uploading);
        assertThat(rejection(uploading)).isEqualTo("INCOMPLETE");
        assertThat(catalogue.find(lora(uploading)).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void rejectsAnUploadWhoseObjectNeverArrived() {
        var uploading = start(72);
        complete(uploading);
        assertThat(rejection(uploading)).isEqualTo("OBJECT_MISSING");
    }

    private String rejection(Lora.Uploading uploading) {
        var rejected = await().atMost(LIMIT).until(() -> find(lora(uploading)), Lora.Rejected.class::isInstance);
        return ((Lora.Rejected) rejected).reason().code();
    }

    private Lora.Uploading start(long size) {
        var outcome = uploads.start(DEMO, "Rain", "rain.safetensors", size).blockOptional(LIMIT).orElseThrow();
        return (Lora.Uploading) ((Outcome.Done<Lora, ?>) outcome).state();
    }

    private void complete(Lora.Uploading uploading) {
        assertThat(uploads.complete(lora(uploading)).block(LIMIT)).isInstanceOf(Outcome.Done.class);
    }

    private void put(Lora.Uploading uploading, byte[] bytes) {
        s3.putObject(put -> put.bucket(Services.BUCKET).key(uploading.identity().expected().key().value()),
                AsyncRequestBody.fromBytes(bytes)).join();
    }

    private Lora find(LoraId lora) {
        return uploads.find(lora).blockOptional(LIMIT).orElseThrow();
    }

    private static LoraId lora(Lora.Uploading uploading) {
        return uploading.identity().lora();
    }

    /** One tensor of 32-bit floats. */
    private static byte[] safetensors(int dataBytes) {
        var header = """
                {"lora.weight":{"dtype":"F32","shape":[%d],"data_offsets":[0,%d]}}"""
                .formatted(dataBytes / 4, dataBytes)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
