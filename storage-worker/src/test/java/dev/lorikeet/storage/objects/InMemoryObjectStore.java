package dev.lorikeet.storage.objects;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/** The twin of the bucket. */
public final class InMemoryObjectStore implements ObjectStore {
    private final Map<ObjectKey, byte[]> objects = new HashMap<>();

    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes.clone());
    }

    public void remove(ObjectKey key) {
        objects.remove(key);
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return Mono.defer(() -> Mono.justOrEmpty(objects.get(key)).map(bytes -> described(key, bytes)));
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return Mono.defer(() -> Mono.justOrEmpty(objects.get(object.key())))
                .filter(bytes -> described(object.key(), bytes).equals(object))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(offset + length, bytes.length)));
    }

    private static StoredObject described(ObjectKey key, byte[] bytes) {
        return new StoredObject(key, bytes.length, new ETag(Integer.toHexString(Arrays.hashCode(bytes))));
    }
}
