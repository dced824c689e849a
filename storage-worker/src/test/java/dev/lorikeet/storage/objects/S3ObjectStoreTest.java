package dev.lorikeet.storage.objects;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3ObjectStoreTest {

    @Test
    void callsAStoreUnavailableWhoseAnswerBreaksOff() {
        var store = new S3ObjectStore(new BreakingOff(), "lorikeet",
                new S3Calls(S3CallsTest.PATIENCE, new SimpleMeterRegistry()));
        assertThatThrownBy(() -> store.describe(new ObjectKey("a")).block(Duration.ofSeconds(30)))
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
