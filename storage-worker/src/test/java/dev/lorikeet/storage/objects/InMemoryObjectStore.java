package dev.lorikeet.storage.objects;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The twin of the bucket. */
public final class InMemoryObjectStore implements ObjectStore {
    private final Map<ObjectKey, byte[]> objects = new HashMap<>();
    private final Set<Upload> open = new HashSet<>();
    private int begun;
    private boolean away;

    private record Upload(ObjectKey key, String id) {}

    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes.clone());
    }

    /** Opens a multipart upload and answers its id. */
    public String begin(ObjectKey key) {
        var upload = new Upload(key, "upload-" + begun++);
        open.add(upload);
        return upload.id();
    }

    /** While it is, nothing can be asked of it; who puts objects into it can all the same. */
    public void away(boolean now) {
        away = now;
    }

    public boolean isOpen(ObjectKey key, String uploadId) {
        return open.contains(new Upload(key, uploadId));
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return answer(() -> objects.remove(key)).then();
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return answer(() -> open.remove(new Upload(key, uploadId))).then();
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return answer(() -> objects.get(key)).map(bytes -> described(key, bytes));
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return answer(() -> objects.get(object.key()))
                .filter(bytes -> described(object.key(), bytes).equals(object))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(offset + length, bytes.length)));
    }

    private <T> Mono<T> answer(Callable<@Nullable T> call) {
        return Mono.defer(() -> away
                ? Mono.error(new Unavailable("the bucket is away", Duration.ofSeconds(1)))
                : Mono.fromCallable(call));
    }

    private static StoredObject described(ObjectKey key, byte[] bytes) {
        return new StoredObject(key, bytes.length, new ETag(Integer.toHexString(Arrays.hashCode(bytes))));
    }
}
