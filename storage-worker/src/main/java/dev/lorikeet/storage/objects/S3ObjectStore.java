package dev.lorikeet.storage.objects;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/** The bucket on S3, or on whatever speaks its protocol. */
final class S3ObjectStore implements ObjectStore {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3AsyncClient s3;
    private final String bucket;
    private final S3Calls calls;

    S3ObjectStore(S3AsyncClient s3, String bucket, S3Calls calls) {
        this.s3 = s3;
        this.bucket = bucket;
        this.calls = calls;
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return calls.call(() -> s3.headObject(head -> head.bucket(bucket).key(key.value()))
                .thenApply(S3ObjectStore::whole))
                .map(found -> new StoredObject(key, found.contentLength(), ETag.fromHeader(found.eTag())))
                .onErrorResume(S3ObjectStore::isAbsent, _ -> Mono.empty())
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal)
                .switchIfEmpty(Mono.defer(this::bucketIsThere));
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
        return calls.call(() -> s3.headBucket(head -> head.bucket(bucket)))
                .onErrorMap(failure -> new Unavailable("the bucket " + bucket + " cannot be reached", failure))
                .then(Mono.empty());
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        var range = "bytes=" + offset + "-" + (offset + length - 1);
        return calls.call(() -> s3.getObject(get -> get.bucket(bucket)
                .key(object.key().value())
                .ifMatch(object.etag().quoted())
                .range(range), AsyncResponseTransformer.toBytes()))
                .map(BytesWrapper::asByteArrayUnsafe)
                .onErrorResume(isAnyOf(PRECONDITION_FAILED), _ -> Mono.empty())
                .onErrorResume(S3ObjectStore::isAbsent, _ -> bucketIsThere())
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal);
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return calls.call(() -> s3.putObject(put -> put.bucket(bucket).key(key.value()).contentType(contentType),
                AsyncRequestBody.fromBytes(bytes)))
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal)
                .then();
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
    private <T extends S3Response> Mono<Void> unlessAbsent(Supplier<CompletableFuture<T>> removal) {
        return bucketIsThere().then(calls.call(removal))
                .then()
                .onErrorResume(S3ObjectStore::isAbsent, _ -> Mono.empty())
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal);
    }

    @Override
    public Flux<Listed> list(String prefix) {
        return page(prefix, null)
                .expand(page -> page.isTruncated() ? page(prefix, page.nextContinuationToken()) : Mono.empty())
                .concatMapIterable(ListObjectsV2Response::contents)
                .map(object -> new Listed(object.key(), object.size(), object.lastModified()));
    }

    private Mono<ListObjectsV2Response> page(String prefix, @Nullable String next) {
        return calls.call(() -> s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix).continuationToken(next)))
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal);
    }

    @Override
    public Flux<OpenUpload> uploads(String prefix) {
        return uploadPage(prefix, null, null)
                .expand(page -> page.isTruncated()
                        ? uploadPage(prefix, page.nextKeyMarker(), page.nextUploadIdMarker())
                        : Mono.empty())
                .concatMapIterable(ListMultipartUploadsResponse::uploads)
                .map(upload -> new OpenUpload(upload.key(), upload.uploadId(), upload.initiated()));
    }

    private Mono<ListMultipartUploadsResponse> uploadPage(String prefix, @Nullable String key,
            @Nullable String upload) {
        return calls.call(() -> s3.listMultipartUploads(list -> list.bucket(bucket)
                .prefix(prefix)
                .keyMarker(key)
                .uploadIdMarker(upload)))
                .onErrorMap(S3Exception.class, S3ObjectStore::refusal);
    }

    private static boolean isAbsent(Throwable failure) {
        return isAnyOf(NOT_FOUND).test(failure);
    }

    private static Predicate<Throwable> isAnyOf(int... statuses) {
        return failure -> failure instanceof S3Exception answer
                && Arrays.stream(statuses).anyMatch(status -> status == answer.statusCode());
    }

    /** Such as wrong credentials: nothing that the file has to do with, and an operator may mend it. */
    private static Unavailable refusal(S3Exception answer) {
        return new Unavailable("S3 refused what it was asked: " + answer.getMessage(), answer);
    }
}
