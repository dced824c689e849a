package dev.lorikeet.generation.bucket;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3JobBucketTest {

    @Test
    void callsABucketUnavailableWhoseAnswerBreaksOff() {
        try (var presigner = S3Presigner.builder().region(Region.US_EAST_1).build()) {
            var bucket = new S3JobBucket(new BreakingOff(), presigner, "lorikeet", InstantSource.system());
            assertThatThrownBy(() -> bucket.describe(new ObjectKey("a")).block(Duration.ofSeconds(30)))
                    .isInstanceOf(Unavailable.class);
        }
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
