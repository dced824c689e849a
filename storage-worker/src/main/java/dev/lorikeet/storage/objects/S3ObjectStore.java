package dev.lorikeet.storage.objects;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/** The bucket on S3, or on whatever speaks its protocol. */
final class S3ObjectStore implements ObjectStore {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3AsyncClient s3;
    private final String bucket;

    S3ObjectStore(S3AsyncClient s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return Mono.fromFuture(() -> s3.headObject(head -> head.bucket(bucket).key(key.value())))
                .map(found -> new StoredObject(key, found.contentLength(), ETag.fromHeader(found.eTag())))
                .onErrorResume(failure -> explained(failure, NOT_FOUND))
                .switchIfEmpty(Mono.defer(this::bucketIsThere));
    }

    /** A missing bucket answers like a missing object, and must not be taken for one. */
    private <T> Mono<T> bucketIsThere() {
        return Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(bucket)))
                .onErrorMap(failure -> new Unavailable("the bucket " + bucket + " cannot be reached", failure))
                .then(Mono.empty());
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        var range = "bytes=" + offset + "-" + (offset + length - 1);
        return Mono.fromFuture(() -> s3.getObject(get -> get.bucket(bucket)
                .key(object.key().value())
                .ifMatch(object.etag().quoted())
                .range(range), AsyncResponseTransformer.toBytes()))
                .map(BytesWrapper::asByteArrayUnsafe)
                .onErrorResume(failure -> explained(failure, NOT_FOUND, PRECONDITION_FAILED));
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return unlessAbsent(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key.value())));
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return unlessAbsent(() -> s3.abortMultipartUpload(abort -> abort.bucket(bucket)
                .key(key.value())
                .uploadId(uploadId)));
    }

    /** Asks for the bucket first: some stores say that they have removed an object from a bucket that does not exist. */
    private Mono<Void> unlessAbsent(Supplier<CompletableFuture<? extends S3Response>> removal) {
        return bucketIsThere().then(Mono.fromFuture(removal))
                .then()
                .onErrorResume(failure -> explained(failure, NOT_FOUND));
    }

    private static <T> Mono<T> explained(Throwable thrown, int... meaningNothing) {
        var failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof S3Exception answer) {
            for (int status : meaningNothing) {
                if (answer.statusCode() == status) {
                    return Mono.empty();
                }
            }
        }
        return Mono.error(failure instanceof SdkException
                ? new Unavailable("S3 did not do what it was asked: " + failure.getMessage(), failure)
                : failure);
    }
}
