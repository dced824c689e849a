package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.objects.S3Calls;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A network volume through RunPod's S3 API, in which the volume is a bucket. */
final class S3Volume implements Volume {
    private static final int NOT_FOUND = 404;

    private final S3AsyncClient s3;
    private final String volume;
    private final S3Calls calls;
    private final Duration partTime;

    S3Volume(S3AsyncClient s3, String volume, S3Calls calls, Duration partTime) {
        this.s3 = s3;
        this.volume = volume;
        this.calls = calls;
        this.partTime = partTime;
    }

    @Override
    public Mono<Long> size(ObjectKey path) {
        return call(() -> s3.headObject(head -> head.bucket(volume).key(path.value()))
                .thenApply(S3Volume::sizeOf))
                .onErrorResume(S3Volume::isAbsent, _ -> isThere())
                .onErrorMap(S3Exception.class, this::refusal);
    }

    /** An answer that breaks off in its headers looks like a whole one to the SDK. */
    private static long sizeOf(HeadObjectResponse found) {
        if (found.contentLength() == null) {
            throw SdkClientException.create("the answer broke off before it told the size");
        }
        return found.contentLength();
    }

    /** A missing volume answers like a missing file, and must not be taken for one. */
    private <T> Mono<T> isThere() {
        return call(() -> s3.headBucket(head -> head.bucket(volume))).then(Mono.empty());
    }

    @Override
    public Mono<Void> put(ObjectKey path, byte[] bytes) {
        return call(() -> s3.putObject(put -> put.bucket(volume)
                .key(path.value())
                .overrideConfiguration(within(partTime)), AsyncRequestBody.fromBytesUnsafe(bytes)))
                .onErrorMap(S3Exception.class, this::refusal)
                .then();
    }

    @Override
    public Mono<String> begin(ObjectKey path) {
        return call(() -> s3.createMultipartUpload(create -> create.bucket(volume).key(path.value())))
                .onErrorMap(S3Exception.class, this::refusal)
                .map(upload -> upload.uploadId());
    }

    @Override
    public Mono<Part> part(ObjectKey path, String upload, int number, byte[] bytes) {
        return call(() -> s3.uploadPart(part -> part.bucket(volume)
                .key(path.value())
                .uploadId(upload)
                .partNumber(number)
                .overrideConfiguration(within(partTime)), AsyncRequestBody.fromBytesUnsafe(bytes)))
                .onErrorMap(S3Exception.class, this::refusal)
                .map(sent -> new Part(number, sent.eTag()));
    }

    @Override
    public Mono<Void> complete(ObjectKey path, String upload, List<Part> parts, Duration patience) {
        var completed = parts.stream()
                .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build())
                .toList();
        return Mono.fromFuture(() -> s3.completeMultipartUpload(complete -> complete.bucket(volume)
                .key(path.value())
                .uploadId(upload)
                .multipartUpload(all -> all.parts(completed))
                .overrideConfiguration(within(patience))))
                .onErrorMap(failure -> new Unavailable("the volume " + volume
                        + " did not say that it has put a file together: " + failure.getMessage(), failure))
                .then();
    }

    @Override
    public Flux<String> uploads(ObjectKey path) {
        return page(path, null, null)
                .expand(page -> Boolean.TRUE.equals(page.isTruncated()) && page.nextUploadIdMarker() != null
                        && !page.nextUploadIdMarker().equals(page.uploadIdMarker())
                                ? page(path, page.nextKeyMarker(), page.nextUploadIdMarker())
                                : Mono.empty())
                .concatMapIterable(ListMultipartUploadsResponse::uploads)
                .filter(upload -> upload.key().equals(path.value()))
                .map(upload -> upload.uploadId());
    }

    private Mono<ListMultipartUploadsResponse> page(ObjectKey path, @Nullable String key, @Nullable String upload) {
        return call(() -> s3.listMultipartUploads(list -> list.bucket(volume)
                .prefix(path.value())
                .keyMarker(key)
                .uploadIdMarker(upload))).onErrorMap(S3Exception.class, this::refusal);
    }

    @Override
    public Mono<Void> abort(ObjectKey path, String upload) {
        return unlessAbsent(() -> s3.abortMultipartUpload(abort -> abort.bucket(volume)
                .key(path.value())
                .uploadId(upload)));
    }

    /** One by one: the volume knows no other way. */
    @Override
    public Mono<Void> remove(ObjectKey path) {
        return unlessAbsent(() -> s3.deleteObject(delete -> delete.bucket(volume).key(path.value())));
    }

    /** Asks for the volume first: some stores say that they have removed a file from a bucket that does not exist. */
    private <T> Mono<Void> unlessAbsent(Supplier<CompletableFuture<T>> removal) {
        return isThere().then(call(removal))
                .then()
                .onErrorResume(S3Volume::isAbsent, _ -> isThere())
                .onErrorMap(S3Exception.class, this::refusal);
    }

    private <T> Mono<T> call(Supplier<CompletableFuture<T>> request) {
        return calls.call(request);
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration time) {
        return call -> call.apiCallTimeout(time).apiCallAttemptTimeout(time);
    }

    private static boolean isAbsent(Throwable failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
    }

    private Unavailable refusal(S3Exception answer) {
        return new Unavailable("the volume " + volume + " refused what it was asked: " + answer.getMessage(), answer);
    }
}
