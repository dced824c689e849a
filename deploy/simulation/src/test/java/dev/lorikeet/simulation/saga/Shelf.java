package dev.lorikeet.simulation.saga;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.lora.bucket.InMemoryUploadStore;
import dev.lorikeet.storage.objects.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The one bucket that all three services see, each through its own boundary. */
final class Shelf implements ObjectStore, JobBucket {
    private final InstantSource clock;
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final InMemoryUploadStore uploads;
    private BiConsumer<String, Boolean> watcher = (_, _) -> {};
    private Consumer<String> onAbort = _ -> {};

    Shelf(InstantSource clock) {
        this.clock = clock;
        this.uploads = new InMemoryUploadStore(clock, new Objects());
    }

    private static final class Stored {
        private final byte[] bytes;
        private final Instant since;

        Stored(byte[] bytes, Instant since) {
            this.bytes = bytes;
            this.since = since;
        }
    }

    /** What lora-api's twin writes into. */
    private final class Objects extends AbstractMap<ObjectKey, byte[]> {
        @Override
        public byte @Nullable [] get(@Nullable Object key) {
            var found = key instanceof ObjectKey named ? objects.get(named.value()) : null;
            return found == null ? null : found.bytes;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof ObjectKey named && objects.containsKey(named.value());
        }

        @Override
        public byte @Nullable [] put(ObjectKey key, byte[] bytes) {
            var before = get(key);
            store(key.value(), bytes);
            return before;
        }

        @Override
        public Set<Map.Entry<ObjectKey, byte[]>> entrySet() {
            throw new UnsupportedOperationException();
        }
    }

    /** Hears of every object that comes (true) or goes, and of what storage-worker aborts. */
    void watchedBy(BiConsumer<String, Boolean> other, Consumer<String> aborted) {
        watcher = other;
        onAbort = aborted;
    }

    InMemoryUploadStore uploads() {
        return uploads;
    }

    Collection<String> keys() {
        return objects.keySet();
    }

    @Nullable
    StoredObject look(String key) {
        var found = objects.get(key);
        return found == null ? null : described(new ObjectKey(key), found.bytes);
    }

    private void store(String key, byte[] bytes) {
        objects.put(key, new Stored(bytes, clock.instant()));
        watcher.accept(key, true);
    }

    private static StoredObject described(ObjectKey key, byte[] bytes) {
        return new StoredObject(key, bytes.length, new ETag(Integer.toHexString(Arrays.hashCode(bytes))));
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return Mono.fromCallable(() -> look(key.value()));
    }

    @Override
    public Mono<byte[]> read(StoredObject object, long offset, int length) {
        return read(object.key()).filter(bytes -> described(object.key(), bytes).equals(object))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(offset + length, bytes.length)));
    }

    @Override
    public Mono<byte[]> read(ObjectKey key) {
        return Mono.fromCallable(() -> objects.get(key.value())).map(stored -> stored.bytes);
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return Mono.fromRunnable(() -> store(key.value(), bytes.clone()));
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, Path file) {
        return Mono.defer(() -> {
            try {
                return put(key, contentType, Files.readAllBytes(file));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    @Override
    public Mono<Void> remove(ObjectKey key) {
        return Mono.fromRunnable(() -> {
            if (objects.remove(key.value()) != null) {
                watcher.accept(key.value(), false);
            }
        });
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return Mono.fromSupplier(() -> uploads.open().contains(uploadId))
                .doOnNext(wasOpen -> {
                    if (wasOpen) {
                        onAbort.accept(key.value());
                    }
                })
                .then(uploads.abort(key, uploadId));
    }

    @Override
    public Flux<Listed> list(String prefix) {
        return Flux.defer(() -> Flux.fromIterable(objects.tailMap(prefix)
                .entrySet()
                .stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new Listed(object.getKey(), object.getValue().bytes.length, object.getValue().since))
                .toList()));
    }

    @Override
    public Flux<OpenUpload> uploads(String prefix) {
        return Flux.defer(() -> Flux.fromIterable(uploads.open()))
                .filter(id -> uploads.keyOf(id).value().startsWith(prefix))
                .map(id -> new OpenUpload(uploads.keyOf(id).value(), id, uploads.begunAt(id)));
    }

    @Override
    public SignedUrl sign(ObjectKey key, Instant until) {
        var path = UriUtils.encodePath(key.value(), StandardCharsets.UTF_8);
        return new SignedUrl(URI.create("https://bucket.example.org/" + path + "?signature=of-the-bucket"), until);
    }
}
