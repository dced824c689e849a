package dev.lorikeet.storage.objects;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.event.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3ObjectStoreIT extends ObjectStoreContract {
    private static final String BUCKET = "lorikeet";
    private static final S3Credentials CREDENTIALS = new S3Credentials("test", "secret-of-a-test");

    private EmbeddedS3 server;
    private S3AsyncClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = EmbeddedS3.start(directory, 0,
                new dev.lorikeet.embedded.s3.S3Settings(CREDENTIALS, BUCKET, List.of()));
        client = client(server.endpoint());
    }

    private static S3AsyncClient client(URI endpoint) {
        return new S3Configuration().s3Client(new S3Settings(endpoint, "us-east-1", BUCKET, CREDENTIALS.accessKey(),
                CREDENTIALS.secretKey(), Duration.ofSeconds(10)));
    }

    private static S3Calls calls() {
        return new S3Calls(S3CallsTest.PATIENCE, new SimpleMeterRegistry());
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Override
    protected ObjectStore store() {
        return new S3ObjectStore(client, BUCKET, calls());
    }

    @Override
    protected void put(ObjectKey key, byte[] bytes) {
        calls().call(() -> client.putObject(put -> put.bucket(BUCKET).key(key.value()),
                AsyncRequestBody.fromBytes(bytes))).block();
    }

    @Override
    protected String begin(ObjectKey key) {
        var upload = calls()
                .call(() -> client.createMultipartUpload(create -> create.bucket(BUCKET).key(key.value())))
                .map(CreateMultipartUploadResponse::uploadId)
                .blockOptional()
                .orElseThrow();
        calls().call(() -> client.uploadPart(
                part -> part.bucket(BUCKET).key(key.value()).uploadId(upload).partNumber(1),
                AsyncRequestBody.fromBytes(new byte[]{1, 2, 3}))).block();
        return upload;
    }

    @Override
    protected boolean isOpen(ObjectKey key, String uploadId) {
        return calls().call(() -> client.listMultipartUploads(list -> list.bucket(BUCKET)))
                .blockOptional()
                .orElseThrow()
                .uploads()
                .stream()
                .anyMatch(upload -> upload.uploadId().equals(uploadId) && upload.key().equals(key.value()));
    }

    /** Otherwise a misspelt setting would reject every upload for good. */
    @Test
    void callsAMissingBucketUnavailableAndNotTheObjectMissing() {
        var store = new S3ObjectStore(client, "misspelt", calls());
        assertThatThrownBy(() -> store.describe(new ObjectKey("a")).block(Duration.ofSeconds(30)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the bucket misspelt cannot be reached");
    }

    /** Otherwise a misspelt setting would announce as removed what lies in the bucket for ever. */
    @Test
    void doesNotTakeAMissingBucketForARemovedObject() {
        var store = new S3ObjectStore(client, "misspelt", calls());
        var key = new ObjectKey("a");
        assertThatThrownBy(() -> store.remove(key).block(Duration.ofSeconds(30))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.abort(key, "none").block(Duration.ofSeconds(30)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void callsAnUnreachableStoreUnavailable() {
        try (var nowhere = client(URI.create("http://127.0.0.1:1"))) {
            var store = new S3ObjectStore(nowhere, BUCKET, calls());
            assertThatThrownBy(() -> store.describe(new ObjectKey("a")).block(Duration.ofSeconds(30)))
                    .isInstanceOf(Unavailable.class);
        }
    }
}
