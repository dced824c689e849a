package dev.lorikeet.lora.upload;

import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Whether the bucket is there and may be used. Why not is for operators: it goes to the log and into the details. */
final class BucketHealth extends AbstractReactiveHealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(BucketHealth.class);
    private static final String NOTHING = "";

    private final S3AsyncClient s3;
    private final String bucket;
    private final AtomicReference<String> lastReason = new AtomicReference<>(NOTHING);

    BucketHealth(S3AsyncClient s3, String bucket) {
        super("the bucket cannot be reached");
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(bucket)))
                .map(_ -> NOTHING)
                .onErrorResume(failure -> Mono.just(reasonOf(failure)))
                .map(reason -> health(builder.withDetail("bucket", bucket), reason));
    }

    private Health health(Health.Builder builder, String reason) {
        boolean changed = !lastReason.getAndSet(reason).equals(reason);
        if (reason.equals(NOTHING)) {
            return builder.up().build();
        }
        if (changed) {
            LOG.warn("The bucket {} cannot be used: {}", bucket, reason);
        }
        return builder.down().withDetail("reason", reason).build();
    }

    /** A HEAD is answered without a body, so all that is known of a refusal is its status. */
    private String reasonOf(Throwable failure) {
        return switch (S3Failure.statusOf(failure)) {
            case S3Failure.UNAUTHORIZED, S3Failure.FORBIDDEN -> "Invalid S3 credentials";
            case S3Failure.NOT_FOUND -> "There is no bucket named " + bucket
                    + ". Create it, or name another one with lorikeet.s3.bucket.";
            default -> "S3 does not answer: " + S3Failure.causeOf(failure).getMessage();
        };
    }
}
