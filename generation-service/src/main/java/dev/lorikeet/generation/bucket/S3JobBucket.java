package dev.lorikeet.generation.bucket;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket on S3, or on whatever speaks its protocol. */
final class S3JobBucket implements JobBucket {
    /** No URL lasts longer, whoever signs it. */
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int NOT_FOUND = 404;

    private final S3AsyncClient s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final InstantSource clock;

    S3JobBucket(S3AsyncClient s3, S3Presigner presigner, String bucket, InstantSource clock) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = bucket;
        this.clock = clock;
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return call(() -> s3.headObject(head -> head.bucket(bucket).key(key.value()))
                .thenApply(S3JobBucket::whole))
                .map(found -> new StoredObject(key, found.contentLength(), ETag.fromHeader(found.eTag())))
                .onErrorResume(S3JobBucket::isAbsent, _ -> bucketIsThere())
                .onErrorMap(S3Exception.class, S3JobBucket::unavailable);
    }

    /** An answer that breaks off in its headers looks like a whole one to the SDK. */
    private static HeadObjectResponse whole(HeadObjectResponse found) {
        if (found.contentLength() == null || found.eTag() == null) {
            throw SdkClientException.create("the answer broke off before it told size and ETag");
        }
        return found;
    }

    /** A missing bucket answers like a missing object, and must not be taken for one. */
    private <T> Mono<T> bucketIsThere() {
        return call(() -> s3.headBucket(head -> head.bucket(bucket)))
                .onErrorMap(failure -> new Unavailable("the bucket " + bucket + " cannot be reached", failure))
                .then(Mono.empty());
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return put(key, contentType, AsyncRequestBody.fromBytes(bytes));
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, Path file) {
        return put(key, contentType, AsyncRequestBody.fromFile(file));
    }

    private Mono<Void> put(ObjectKey key, String contentType, AsyncRequestBody body) {
        return call(() -> s3.putObject(put -> put.bucket(bucket).key(key.value()).contentType(contentType), body))
                .onErrorMap(S3Exception.class, S3JobBucket::unavailable)
                .then();
    }

    @Override
    public Mono<byte[]> read(ObjectKey key) {
        return call(() -> s3.getObject(get -> get.bucket(bucket).key(key.value()),
                AsyncResponseTransformer.toBytes()))
                .map(BytesWrapper::asByteArrayUnsafe)
                .onErrorResume(S3JobBucket::isAbsent, _ -> bucketIsThere())
                .onErrorMap(S3Exception.class, S3JobBucket::unavailable);
    }

    @Override
    public SignedUrl sign(ObjectKey key, Instant until) {
        var wanted = Duration.between(clock.instant(), until);
        var validity = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        var signed = presigner.presignGetObject(sign -> sign
                .signatureDuration(validity.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : validity)
                .getObjectRequest(get -> get.bucket(bucket).key(key.value())));
        try {
            return new SignedUrl(signed.url().toURI(), signed.expiration());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no address for " + key, e);
        }
    }

    private static <T> Mono<T> call(Supplier<CompletableFuture<T>> request) {
        return Mono.fromFuture(request)
                .onErrorMap(thrown -> thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown)
                .onErrorMap(failure -> !(failure instanceof S3Exception), S3JobBucket::unavailable);
    }

    private static boolean isAbsent(Throwable failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
    }

    private static Throwable unavailable(Throwable failure) {
        return new Unavailable("S3 did not do what it was asked: " + failure.getMessage(), failure);
    }
}
