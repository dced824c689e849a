package dev.lorikeet.storage.objects;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Whether the bucket is there and may be used. Without it, nothing this service could say would be true. */
final class BucketHealth extends AbstractReactiveHealthIndicator {
    private final S3AsyncClient s3;
    private final String bucket;
    private final S3Calls calls;

    BucketHealth(S3AsyncClient s3, String bucket, S3Calls calls) {
        super("the bucket cannot be reached");
        this.s3 = s3;
        this.bucket = bucket;
        this.calls = calls;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(bucket)))
                .map(_ -> builder.up().build())
                .onErrorResume(failure -> Mono.just(builder.down(failure).build()))
                .map(health -> Health.status(health.getStatus())
                        .withDetails(health.getDetails())
                        .withDetail("bucket", bucket)
                        .withDetail("circuit", calls.state())
                        .build());
    }
}
