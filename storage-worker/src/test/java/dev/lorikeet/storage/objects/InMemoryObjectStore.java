package dev.lorikeet.storage.objects;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The twin of the bucket. */
public final class InMemoryObjectStore implements ObjectStore {
    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final Map<Upload, Instant> open = new HashMap<>();
    private final InstantSource clock;
    private int begun;
    private boolean away;
    private Runnable meanwhile = () -> {};

    public InMemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    private record Upload(ObjectKey key, String id) {}

    private static final class Stored {
        private final byte[] bytes;
        private final Instant modified;

        Stored(byte[] bytes, Instant modified) {
            this.bytes = bytes.clone();
            this.modified = modified;
        }
    }

    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key.value(), new Stored(bytes, clock.instant()));
    }

    /** What is there, for somebody who looks from outside. */
    public Optional<byte[]> bytes(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value())).map(stored -> stored.bytes);
    }

    /** Opens a multipart upload and answers its id. */
    public String begin(ObjectKey key) {
        var upload = new Upload(key, "upload-" + begun++);
        open.put(upload, clock.instant());
        return upload.id();
    }

    /** While it is, nothing can be asked of it; who puts objects into it can all the same. */
    public void away(boolean now) {
        away = now;
    }

    /** Happens once, between somebody's first look at an object and the next. */
    public void afterDescribing(Runnable change) {
        meanwhile = change;
    }

    public boolean isOpen(ObjectKey key, String uploadId) {
        return open.containsKey(new Upload(key, uploadId));
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return answer(() -> objects.remove(key.value())).then();
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return answer(() -> open.remove(new Upload(key, uploadId))).then();
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return answer(() -> objects.get(key.value())).map(stored -> described(key, stored.bytes))
                .doOnSuccess(_ -> {
                    var change = meanwhile;
                    meanwhile = () -> {};
                    change.run();
                });
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return answer(() -> objects.get(object.key().value())).map(stored -> stored.bytes)
                .filter(bytes -> described(object.key(), bytes).equals(object))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(offset + length, bytes.length)));
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return answer(() -> {
            put(key, bytes);
            return bytes;
        }).then();
    }

    @Override
    public Flux<Listed> list(String prefix) {
        return answer(() -> objects.tailMap(prefix)
                .entrySet()
                .stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> listed(object.getKey(), object.getValue()))
                .toList()).flatMapIterable(all -> all);
    }

    @Override
    public Flux<OpenUpload> uploads(String prefix) {
        return answer(() -> open.entrySet()
                .stream()
                .map(upload -> new OpenUpload(upload.getKey().key().value(), upload.getKey().id(), upload.getValue()))
                .filter(upload -> upload.key().startsWith(prefix))
                .toList()).flatMapIterable(all -> all);
    }

    private <T> Mono<T> answer(Callable<@Nullable T> call) {
        return Mono.defer(() -> away
                ? Mono.error(new Unavailable("the bucket is away", Duration.ofSeconds(1)))
                : Mono.fromCallable(call));
    }

    private static StoredObject described(ObjectKey key, byte[] bytes) {
        return new StoredObject(key, bytes.length, new ETag(tag(bytes)));
    }

    private static Listed listed(String key, Stored stored) {
        return new Listed(key, stored.bytes.length, stored.modified);
    }

    private static String tag(byte[] bytes) {
        return Integer.toHexString(Arrays.hashCode(bytes));
    }
}
