package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/** The twin of the bucket. Its URLs are good for {@link #send} only, which holds them to what they pin. */
public final class InMemoryUploadStore implements UploadStore {
    private static final int SMALLEST_PART = 5 << 20;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<ObjectKey, byte[]> objects;
    private final Map<String, Upload> uploads;
    private final AtomicInteger begun;

    private record Upload(ObjectKey key, Map<Integer, byte[]> parts, Instant since) {}

    /**
     * What S3 would answer.
     *
     * @param etag of what is there after a PUT that was accepted
     */
    public record Answer(int status, Optional<ETag> etag) {
        static Answer refused(int status) {
            return new Answer(status, Optional.empty());
        }
    }

    /**
     * A store with nothing in progress.
     *
     * @param objects the bucket, which the twin of another service may share
     */
    public InMemoryUploadStore(InstantSource clock, Map<ObjectKey, byte[]> objects) {
        this(clock, objects, new TreeMap<>(), new AtomicInteger());
    }

    private InMemoryUploadStore(InstantSource clock, Map<ObjectKey, byte[]> objects, Map<String, Upload> uploads,
            AtomicInteger begun) {
        this.clock = clock;
        this.objects = objects;
        this.uploads = uploads;
        this.begun = begun;
    }

    /** The same bucket, seen by somebody whose clock is another. */
    InMemoryUploadStore signingAt(InstantSource other) {
        return new InMemoryUploadStore(other, objects, uploads, begun);
    }

    public Optional<StoredObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> new StoredObject(key, bytes.length, etag(bytes)));
    }

    /** Multipart uploads that nobody completed or aborted. */
    public List<String> open() {
        return List.copyOf(uploads.keySet());
    }

    /** Of an open one. */
    public ObjectKey keyOf(String uploadId) {
        return Objects.requireNonNull(uploads.get(uploadId)).key;
    }

    /** Of an open one. */
    public Instant begunAt(String uploadId) {
        return Objects.requireNonNull(uploads.get(uploadId)).since;
    }

    @Override
    public Mono<String> begin(ObjectKey key) {
        return Mono.fromSupplier(() -> {
            var id = "upload-" + begun.incrementAndGet();
            uploads.put(id, new Upload(key, new TreeMap<>(), clock.instant()));
            return id;
        });
    }

    @Override
    public List<SignedPart> sign(ExpectedObject object, UploadPlan plan, List<Integer> numbers, Instant expiresAt) {
        return numbers.stream().map(number -> signed(object, plan, number, limited(expiresAt))).toList();
    }

    private static SignedPart signed(ExpectedObject object, UploadPlan plan, int number, Instant expiresAt) {
        if (!plan.has(number)) {
            throw new IllegalArgumentException("there is no part " + number + " of " + plan);
        }
        boolean single = plan.strategy() == UploadPlan.Strategy.SINGLE;
        var query = single ? "" : "&partNumber=" + number + "&uploadId=" + uploadId(object);
        var headers = new TreeMap<String, String>();
        if (single) {
            headers.put("Content-Type", "application/octet-stream");
            headers.put("If-None-Match", "*");
            if (object.sha256() != null) {
                headers.put("x-amz-checksum-sha256",
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.sha256().value())));
            }
        }
        long size = plan.length(number, object.size());
        var url = MemoryUrl.sign("PUT", object.key(), query, headers, size, expiresAt);
        return new SignedPart(number, url, Map.copyOf(headers), size, expiresAt);
    }

    private Instant limited(Instant expiresAt) {
        var latest = clock.instant().plus(LONGEST);
        return expiresAt.isBefore(latest) ? expiresAt : latest;
    }

    /** What a client does with a URL. Header names as they were handed out. */
    public Answer send(String method, URI url, Map<String, String> headers, byte[] body) {
        if (!MemoryUrl.isSigned(method, url, headers, body.length)
                || !clock.instant().isBefore(MemoryUrl.expiryOf(url))) {
            return Answer.refused(403);
        }
        var digest = headers.get("x-amz-checksum-sha256");
        if (digest != null && !digest.equals(MemoryUrl.digest(body))) {
            return Answer.refused(400);
        }
        var key = MemoryUrl.keyOf(url);
        return switch (method) {
            case "PUT" -> MemoryUrl.parameter(url, "uploadId")
                    .map(upload -> stored(key, upload, url, body))
                    .orElseGet(() -> stored(key, body));
            case "GET" -> new Answer(objects.containsKey(key) ? 200 : 404, Optional.empty());
            default -> Answer.refused(405);
        };
    }

    private Answer stored(ObjectKey key, byte[] body) {
        if (objects.putIfAbsent(key, body.clone()) != null) {
            return Answer.refused(412);
        }
        return new Answer(200, Optional.of(etag(body)));
    }

    private Answer stored(ObjectKey key, String uploadId, URI url, byte[] body) {
        int number = Integer.parseInt(MemoryUrl.parameter(url, "partNumber").orElseThrow());
        return upload(key, uploadId).map(upload -> {
            upload.parts.put(number, body.clone());
            return new Answer(200, Optional.of(etag(body)));
        }).orElseGet(() -> Answer.refused(404));
    }

    @Override
    public Mono<List<StoredPart>> parts(ObjectKey key, String uploadId) {
        return Mono.fromSupplier(() -> upload(key, uploadId)).flatMap(Mono::justOrEmpty).map(upload -> listed(upload));
    }

    private static List<StoredPart> listed(Upload upload) {
        return upload.parts.entrySet()
                .stream()
                .map(part -> new StoredPart(part.getKey(), etag(part.getValue()), part.getValue().length))
                .toList();
    }

    @Override
    public Mono<Completion> complete(ExpectedObject object, List<PartTag> parts) {
        if (parts.isEmpty()) {
            return Mono.fromSupplier(() -> unlessCompletedBefore(object, PartCheck.none()));
        }
        return Mono.fromSupplier(() -> upload(object.key(), uploadId(object))
                .map(upload -> completed(object, upload, parts))
                .orElseGet(() -> completedBefore(object)));
    }

    private Completion completed(ExpectedObject object, Upload upload, List<PartTag> parts) {
        var fault = PartCheck.fault(object.size(), listed(upload), parts);
        if (fault.isPresent()) {
            return unlessCompletedBefore(object, fault.get());
        }
        if (objects.containsKey(object.key())) {
            return completedBefore(object);
        }
        var numbers = parts.stream().map(PartTag::number).sorted().collect(Collectors.toList());
        boolean small = numbers.subList(0, numbers.size() - 1)
                .stream()
                .anyMatch(number -> bytes(upload, number).length < SMALLEST_PART);
        if (small) {
            return new Completion.WrongParts("A part before the last one is smaller than 5 MiB.");
        }
        var whole = ByteBuffer.allocate(Math.toIntExact(object.size()));
        numbers.forEach(number -> whole.put(bytes(upload, number)));
        objects.put(object.key(), whole.array());
        uploads.remove(uploadId(object));
        return new Completion.Completed();
    }

    private Completion unlessCompletedBefore(ExpectedObject object, Completion.WrongParts wrong) {
        return completedBefore(object) instanceof Completion.Completed done ? done : wrong;
    }

    private Completion completedBefore(ExpectedObject object) {
        return find(object.key()).filter(found -> found.size() == object.size())
                .<Completion>map(_ -> new Completion.Completed())
                .orElseGet(Completion.Gone::new);
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return Mono.fromRunnable(() -> upload(key, uploadId).ifPresent(_ -> uploads.remove(uploadId)));
    }

    @Override
    public Mono<ETag> put(ObjectKey key, String uploadId, int number, ByteBuffer bytes) {
        return Mono.fromSupplier(() -> upload(key, uploadId)).flatMap(Mono::justOrEmpty).map(upload -> {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            upload.parts.put(number, copy);
            return etag(copy);
        });
    }

    @Override
    public URI locate(ObjectKey key) {
        return URI.create("s3://memory/" + key.value());
    }

    @Override
    public URI download(StoredObject object, String fileName, Instant expiresAt) {
        return MemoryUrl.sign("GET", object.key(), "&response-content-disposition=attachment", Map.of(), 0,
                limited(expiresAt));
    }

    @Override
    public URI picture(ObjectKey key, Instant expiresAt) {
        return MemoryUrl.sign("GET", key, "&response-content-disposition=inline", Map.of(), 0, limited(expiresAt));
    }

    private Optional<Upload> upload(ObjectKey key, String uploadId) {
        return Optional.ofNullable(uploads.get(uploadId)).filter(upload -> upload.key.equals(key));
    }

    private static byte[] bytes(Upload upload, int number) {
        return Objects.requireNonNull(upload.parts.get(number));
    }

    private static ETag etag(byte[] bytes) {
        return new ETag(Integer.toHexString(Arrays.hashCode(bytes)));
    }

    private static String uploadId(ExpectedObject object) {
        return Objects.requireNonNull(object.uploadId(), () -> object.key() + " goes up in one piece");
    }
}
