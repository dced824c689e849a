package dev.lorikeet.storage.objects;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bucket as somebody sees it who does not see everything as it is; overridden where that makes a difference. */
public class ForwardedObjectStore implements ObjectStore {
    private final ObjectStore objects;

    public ForwardedObjectStore(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return objects.describe(key);
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return objects.read(object, offset, length);
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return objects.put(key, contentType, bytes);
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return objects.remove(key);
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return objects.abort(key, uploadId);
    }

    @Override
    public Flux<Listed> list(String prefix) {
        return objects.list(prefix);
    }

    @Override
    public Flux<OpenUpload> uploads(String prefix) {
        return objects.uploads(prefix);
    }
}
