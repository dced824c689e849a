package dev.lorikeet.lora.bucket;

import java.time.Duration;
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

    /** Anybody may ask how we are, as often as they like; S3 is asked once in that time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String bucket;
    private final Mono<String> reason;
    private final AtomicReference<String> lastReason = new AtomicReference<>(NOTHING);

    BucketHealth(S3AsyncClient s3, String bucket) {
        super("the bucket cannot be reached");
        this.bucket = bucket;
        this.reason = Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(bucket)))
                .map(_ -> NOTHING)
                .onErrorResume(failure -> Mono.just(reasonOf(bucket, failure)))
                .cache(FRESH);
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return reason.map(why -> health(builder.withDetail("bucket", bucket), why));
    }

    private Health health(Health.Builder builder, String why) {
        boolean changed = !lastReason.getAndSet(why).equals(why);
        if (why.equals(NOTHING)) {
            return builder.up().build();
        }
        if (changed) {
            LOG.warn("The bucket {} cannot be used: {}", bucket, why);
        }
        return builder.down().withDetail("reason", why).build();
    }

    /** A HEAD is answered without a body, so all that is known of a refusal is its status. */
    private static String reasonOf(String bucket, Throwable failure) {
        return switch (S3Failure.statusOf(failure)) {
            case S3Failure.UNAUTHORIZED, S3Failure.FORBIDDEN -> "Invalid S3 credentials";
            case S3Failure.NOT_FOUND -> "There is no bucket named " + bucket
                    + ". Create it, or name another one with lorikeet.s3.bucket.";
            default -> "S3 does not answer: " + S3Failure.causeOf(failure).getMessage();
        };
    }
}
