package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;

/** The bucket on S3, or on whatever speaks its protocol. */
final class S3UploadStore implements UploadStore {
    private static final String TYPE = "application/octet-stream";

    private final S3AsyncClient s3;
    private final String bucket;
    private final Duration completeTime;
    private final UrlSigner urls;

    S3UploadStore(S3AsyncClient s3, String bucket, Duration completeTime, UrlSigner urls) {
        this.s3 = s3;
        this.bucket = bucket;
        this.completeTime = completeTime;
        this.urls = urls;
    }

    @Override
    public Mono<String> begin(ObjectKey key) {
        return Mono.fromFuture(() -> s3.createMultipartUpload(create -> create.bucket(bucket)
                .key(key.value())
                .contentType(TYPE)))
                .map(CreateMultipartUploadResponse::uploadId)
                .onErrorMap(S3Failure::explained);
    }

    @Override
    public List<SignedPart> sign(ExpectedObject object, UploadPlan plan, List<Integer> numbers, Instant expiresAt) {
        var address = urls.addressOf(object.key());
        return numbers.stream().map(number -> signed(address, object, plan, number, expiresAt)).toList();
    }

    private SignedPart signed(URI address, ExpectedObject object, UploadPlan plan, int number, Instant expiresAt) {
        if (!plan.has(number)) {
            throw new IllegalArgumentException("there is no part " + number + " of " + plan);
        }
        boolean single = plan.strategy() == Strategy.SINGLE;
        var query = single
                ? Map.<String, String>of()
                : Map.of("partNumber", String.valueOf(number), "uploadId", uploadId(object));
        var headers = single ? wholeFile(object) : Map.<String, String>of();
        long size = plan.length(number, object.size());
        var pinned = new HashMap<>(headers);
        pinned.put("Content-Length", String.valueOf(size));
        var signed = urls.sign(SdkHttpMethod.PUT, address, query, pinned, expiresAt);
        return new SignedPart(number, signed.url(), headers, size, signed.expiresAt());
    }

    private static Map<String, String> wholeFile(ExpectedObject object) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", TYPE);
        headers.put("If-None-Match", "*");
        if (object.sha256() != null) {
            headers.put("x-amz-checksum-sha256",
                    Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.sha256().value())));
        }
        return Map.copyOf(headers);
    }

    @Override
    public Mono<List<StoredPart>> parts(ObjectKey key, String uploadId) {
        return Flux.from(s3.listPartsPaginator(list -> list.bucket(bucket).key(key.value()).uploadId(uploadId)).parts())
                .map(S3UploadStore::stored)
                .collectSortedList(Comparator.comparingInt(StoredPart::number))
                .onErrorResume(S3Failure::isNoSuchUpload, _ -> Mono.empty())
                .onErrorMap(S3Failure::explained);
    }

    private static StoredPart stored(Part part) {
        return new StoredPart(part.partNumber(), ETag.fromHeader(part.eTag()), part.size());
    }

    @Override
    public Mono<Completion> complete(ExpectedObject object, List<PartTag> parts) {
        if (parts.isEmpty()) {
            return unlessCompletedBefore(object, PartCheck.none());
        }
        return parts(object.key(), uploadId(object))
                .flatMap(stored -> fault(object, stored, parts)
                        .map(wrong -> unlessCompletedBefore(object, wrong))
                        .orElseGet(() -> putTogether(object, parts)))
                .switchIfEmpty(Mono.defer(() -> completedBefore(object)));
    }

    /** A store that dies while it puts parts together may have the whole, and have begun to clear the parts away. */
    private Mono<Completion> unlessCompletedBefore(ExpectedObject object, Completion.WrongParts wrong) {
        return completedBefore(object).map(found -> found instanceof Completion.Completed ? found : wrong);
    }

    /** Some stores list nothing of an upload that is over, instead of saying so; they say so when asked to complete. */
    private static Optional<Completion.WrongParts> fault(ExpectedObject object, List<StoredPart> stored,
            List<PartTag> parts) {
        return stored.isEmpty() ? Optional.empty() : PartCheck.fault(object.size(), stored, parts);
    }

    private Mono<Completion> putTogether(ExpectedObject object, List<PartTag> parts) {
        var ordered = parts.stream()
                .sorted(Comparator.comparingInt(PartTag::number))
                .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.etag().quoted()).build())
                .toList();
        return Mono.fromFuture(() -> s3.completeMultipartUpload(complete -> complete.bucket(bucket)
                .key(object.key().value())
                .uploadId(uploadId(object))
                .ifNoneMatch("*")
                .multipartUpload(upload -> upload.parts(ordered))
                .overrideConfiguration(call -> call.apiCallTimeout(completeTime))))
                .<Completion>map(_ -> new Completion.Completed())
                .onErrorResume(failure -> refused(object, failure));
    }

    private Mono<Completion> refused(ExpectedObject object, Throwable failure) {
        if (S3Failure.isNoSuchUpload(failure) || S3Failure.statusOf(failure) == S3Failure.PRECONDITION_FAILED) {
            return completedBefore(object);
        }
        return Mono.justOrEmpty(wrongParts(failure))
                .flatMap(wrong -> unlessCompletedBefore(object, wrong))
                .switchIfEmpty(Mono.error(() -> S3Failure.explained(failure)));
    }

    /** What we checked before may have changed meanwhile. */
    private static Optional<Completion.WrongParts> wrongParts(Throwable failure) {
        if (S3Failure.isOneOf(failure, "EntityTooSmall")) {
            return Optional.of(new Completion.WrongParts("A part before the last one is smaller than 5 MiB."));
        }
        return S3Failure.isOneOf(failure, "InvalidPart", "InvalidPartOrder")
                ? Optional.of(new Completion.WrongParts("The parts are not the ones that were named."))
                : Optional.empty();
    }

    /** The answer may have been lost on its way; the object tells. */
    private Mono<Completion> completedBefore(ExpectedObject object) {
        return Mono.fromFuture(() -> s3.headObject(head -> head.bucket(bucket).key(object.key().value()))
                .thenApply(S3UploadStore::whole))
                .<Completion>map(found -> found.contentLength() == object.size()
                        ? new Completion.Completed()
                        : new Completion.Gone())
                .onErrorResume(failure -> S3Failure.statusOf(failure) == S3Failure.NOT_FOUND
                        ? bucketIsThere().thenReturn(new Completion.Gone())
                        : Mono.error(S3Failure.explained(failure)));
    }

    /** An answer that breaks off in its headers looks like a whole one to the SDK. */
    private static HeadObjectResponse whole(HeadObjectResponse found) {
        if (found.contentLength() == null || found.eTag() == null) {
            throw SdkClientException.create("the answer broke off before it told size and ETag");
        }
        return found;
    }

    /** A missing bucket answers like a missing object, and must not be taken for one. */
    private Mono<Void> bucketIsThere() {
        return Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(bucket)))
                .onErrorMap(failure -> new Unavailable("the bucket " + bucket + " cannot be reached", failure))
                .then();
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return Mono.fromFuture(() -> s3.abortMultipartUpload(abort -> abort.bucket(bucket)
                .key(key.value())
                .uploadId(uploadId)))
                .then()
                .onErrorResume(S3Failure::isNoSuchUpload, _ -> Mono.empty())
                .onErrorMap(S3Failure::explained);
    }

    @Override
    public Mono<ETag> put(ObjectKey key, String uploadId, int number, ByteBuffer bytes) {
        return Mono.fromFuture(() -> s3.uploadPart(part -> part.bucket(bucket)
                .key(key.value())
                .uploadId(uploadId)
                .partNumber(number)
                .contentLength((long) bytes.remaining()), AsyncRequestBody.fromByteBufferUnsafe(bytes)))
                .map(stored -> ETag.fromHeader(stored.eTag()))
                .onErrorResume(S3Failure::isNoSuchUpload, _ -> Mono.empty())
                .onErrorMap(S3Failure::explained);
    }

    @Override
    public URI locate(ObjectKey key) {
        return URI.create("s3://" + bucket + "/" + key.value());
    }

    @Override
    public URI download(StoredObject object, String fileName, Instant expiresAt) {
        return get(object.key(), expiresAt, Map.of("response-content-disposition", SavedAs.header(fileName),
                "response-content-type", TYPE));
    }

    @Override
    public URI picture(ObjectKey key, Instant expiresAt) {
        return get(key, expiresAt, Map.of("response-content-disposition", "inline"));
    }

    private URI get(ObjectKey key, Instant expiresAt, Map<String, String> answer) {
        return urls.sign(SdkHttpMethod.GET, urls.addressOf(key), answer, Map.of(), expiresAt).url();
    }

    private static String uploadId(ExpectedObject object) {
        return Objects.requireNonNull(object.uploadId(), () -> object.key() + " goes up in one piece");
    }
}
