package dev.lorikeet.storage.objects;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.torch.SparseFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bucket of files that are mostly holes, which counts what is asked of it. */
public final class SparseBucket implements ObjectStore {
    public final AtomicInteger requests = new AtomicInteger();
    public final AtomicLong bytes = new AtomicLong();
    private final Map<ObjectKey, SparseFile> files;

    public SparseBucket(Map<ObjectKey, SparseFile> files) {
        this.files = files;
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return Mono.justOrEmpty(files.get(key)).map(file -> {
            requests.incrementAndGet();
            return new StoredObject(key, file.size(), new ETag("sparse"));
        });
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return Mono.justOrEmpty(files.get(object.key())).map(file -> {
            requests.incrementAndGet();
            var read = file.read(offset, (int) Math.min(length, file.size() - offset));
            bytes.addAndGet(read.length);
            return read;
        });
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] content) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Listed> list(String prefix) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<OpenUpload> uploads(String prefix) {
        return Flux.error(new UnsupportedOperationException());
    }
}
