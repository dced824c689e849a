package dev.lorikeet.lora.advice;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.lorikeet.lora.advice.BucketState.CorsRule;
import dev.lorikeet.lora.advice.BucketState.Rule;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** Asks a store for the settings of the bucket. Many stores know only some of them, and many keys may not ask. */
final class BucketReader {
    private static final Set<TransitionStorageClass> FROZEN = Set.of(TransitionStorageClass.GLACIER,
            TransitionStorageClass.DEEP_ARCHIVE);
    /** Of settings that nobody has made. */
    private static final Set<String> ABSENT = Set.of("NoSuchCORSConfiguration", "NoSuchBucketPolicy",
            "NoSuchPublicAccessBlockConfiguration", "NoSuchLifecycleConfiguration",
            "ObjectLockConfigurationNotFoundError");
    private static final int FORBIDDEN = 403;

    private final S3AsyncClient s3;
    private final String bucket;
    private final Duration time;

    BucketReader(S3AsyncClient s3, String bucket, Duration time) {
        this.s3 = s3;
        this.bucket = bucket;
        this.time = time;
    }

    Mono<BucketState> read() {
        return Mono.zip(
                ask(() -> s3.getBucketCors(of -> of.bucket(bucket)),
                        answer -> answer.corsRules().stream().map(BucketReader::cors).toList()),
                ask(() -> s3.getBucketPolicyStatus(of -> of.bucket(bucket)),
                        answer -> answer.policyStatus() == null ? null : answer.policyStatus().isPublic()),
                ask(() -> s3.getPublicAccessBlock(of -> of.bucket(bucket)),
                        answer -> shields(answer.publicAccessBlockConfiguration())),
                ask(() -> s3.getBucketLifecycleConfiguration(of -> of.bucket(bucket)),
                        answer -> answer.rules()
                                .stream()
                                .filter(BucketReader::counts)
                                .map(BucketReader::rule)
                                .toList()),
                ask(() -> s3.getBucketVersioning(of -> of.bucket(bucket)),
                        answer -> answer.status() == BucketVersioningStatus.ENABLED),
                ask(() -> s3.getObjectLockConfiguration(of -> of.bucket(bucket)),
                        answer -> locks(answer.objectLockConfiguration())))
                .map(all -> new BucketState(all.getT1(), all.getT2(), all.getT3(), all.getT4(), all.getT5(),
                        all.getT6()));
    }

    /** Some stores take a question that they do not know for the one for a list of objects. */
    private <A, T> Mono<Known<T>> ask(Supplier<CompletableFuture<A>> question, Function<A, @Nullable T> meaning) {
        return Mono.fromFuture(question)
                .<Known<T>>mapNotNull(answer -> {
                    var told = meaning.apply(answer);
                    return told == null ? null : new Known.Told<>(told);
                })
                .defaultIfEmpty(new Known.Untold<>("the store does not know the question"))
                .timeout(time)
                .onErrorResume(failure -> Mono.just(unanswered(failure)));
    }

    private static <T> Known<T> unanswered(Throwable thrown) {
        var failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(failure instanceof S3Exception answer)) {
            return new Known.Untold<>("S3 does not answer");
        }
        var code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
        if (code != null && ABSENT.contains(code)) {
            return new Known.Absent<>();
        }
        return new Known.Untold<>(answer.statusCode() == FORBIDDEN ? "our key may not ask for it"
                : "the store answers " + answer.statusCode() + (code == null ? "" : " " + code));
    }

    private static CorsRule cors(CORSRule rule) {
        return new CorsRule(List.copyOf(rule.allowedOrigins()), Set.copyOf(rule.allowedMethods()),
                List.copyOf(rule.allowedHeaders()), Set.copyOf(rule.exposeHeaders()));
    }

    private static @Nullable Boolean shields(@Nullable PublicAccessBlockConfiguration block) {
        return block == null ? null
                : Boolean.TRUE.equals(block.blockPublicAcls()) && Boolean.TRUE.equals(block.ignorePublicAcls())
                        && Boolean.TRUE.equals(block.blockPublicPolicy())
                        && Boolean.TRUE.equals(block.restrictPublicBuckets());
    }

    private static @Nullable Boolean locks(@Nullable ObjectLockConfiguration lock) {
        return lock == null ? null : lock.rule() != null;
    }

    /** Our objects have no tags, so a rule for some tag is not about them. */
    private static boolean counts(LifecycleRule rule) {
        var filter = rule.filter();
        boolean tagged = filter != null
                && (filter.tag() != null || (filter.and() != null && filter.and().hasTags()));
        return rule.status() == ExpirationStatus.ENABLED && !tagged;
    }

    private static Rule rule(LifecycleRule rule) {
        var abort = rule.abortIncompleteMultipartUpload();
        var expiry = rule.expiration();
        return new Rule(rule.id() == null ? "without a name" : rule.id(), prefix(rule),
                abort == null ? null : abort.daysAfterInitiation(),
                expiry != null && (expiry.days() != null || expiry.date() != null),
                rule.transitions().stream().anyMatch(move -> FROZEN.contains(move.storageClass())),
                rule.noncurrentVersionExpiration() != null);
    }

    @SuppressWarnings("deprecation") // Buckets from before filters have it.
    private static String prefix(LifecycleRule rule) {
        var filter = rule.filter();
        if (filter == null) {
            return rule.prefix() == null ? "" : rule.prefix();
        }
        var prefix = filter.and() == null ? filter.prefix() : filter.and().prefix();
        return prefix == null ? "" : prefix;
    }
}
