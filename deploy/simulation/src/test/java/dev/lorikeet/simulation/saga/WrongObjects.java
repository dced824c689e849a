package dev.lorikeet.simulation.saga;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ObjectStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bucket of storage-worker, but for what a mutant does otherwise. */
class WrongObjects implements ObjectStore {
    final ObjectStore objects;

    WrongObjects(ObjectStore objects) {
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
