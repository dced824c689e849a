package dev.lorikeet.generation.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/** A bucket in memory; objects that are only described have no bytes. */
public final class InMemoryJobBucket implements JobBucket {
    private final Map<ObjectKey, StoredObject> described = new TreeMap<>((one, other) -> one.value()
            .compareTo(other.value()));
    private final Map<ObjectKey, byte[]> objects = new TreeMap<>((one, other) -> one.value()
            .compareTo(other.value()));

    /** As if somebody had uploaded it. */
    public void has(StoredObject object) {
        described.put(object.key(), object);
    }

    public void lose(ObjectKey key) {
        described.remove(key);
        objects.remove(key);
    }

    public boolean holds(ObjectKey key) {
        return objects.containsKey(key);
    }

    @Override
    public Mono<StoredObject> describe(ObjectKey key) {
        return Mono.fromSupplier(() -> described.get(key));
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
        return Mono.fromRunnable(() -> {
            objects.put(key, bytes.clone());
            described.put(key, new StoredObject(key, bytes.length, new ETag(Sha256.of(bytes).value())));
        });
    }

    @Override
    public Mono<Void> put(ObjectKey key, String contentType, Path file) {
        return Mono.fromCallable(() -> Files.readAllBytes(file))
                .onErrorMap(IOException.class, UncheckedIOException::new)
                .flatMap(bytes -> put(key, contentType, bytes));
    }

    @Override
    public Mono<byte[]> read(ObjectKey key) {
        return Mono.fromSupplier(() -> objects.get(key));
    }

    @Override
    public SignedUrl sign(ObjectKey key, Instant until) {
        return new SignedUrl(URI.create("https://bucket.example.org/"
                + URLEncoder.encode(key.value(), StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")),
                until);
    }
}
