package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3UploadStoreTest {

    @Test
    void callsABucketUnavailableWhoseAnswerBreaksOff() {
        var settings = Bucket.settings(URI.create("http://127.0.0.1:1"), Bucket.NAME, "secret-of-a-test");
        var store = Bucket.store(new BreakingOff(), settings, InstantSource.system());
        var object = new ExpectedObject(new ObjectKey("a.ckpt"), "a.ckpt", 1, null, null);
        assertThatThrownBy(() -> store.complete(object, List.of()).block(Duration.ofSeconds(30)))
                .isInstanceOf(Unavailable.class);
    }

    /** Its answers break off after the status. */
    private static final class BreakingOff implements S3AsyncClient {
        @Override
        public CompletableFuture<HeadObjectResponse> headObject(HeadObjectRequest request) {
            return CompletableFuture.completedFuture(HeadObjectResponse.builder().build());
        }

        @Override
        public String serviceName() {
            return S3AsyncClient.SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
