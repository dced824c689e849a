package dev.lorikeet.storage.objects;

import java.time.Instant;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bucket. What is not there is an empty answer; what cannot be reached is {@code Unavailable}. */
public interface ObjectStore {

    /**
     * An object as a listing shows it.
     *
     * @param key whatever somebody called it; not everything in a bucket is ours
     */
    record Listed(String key, long size, Instant modified) {}

    /** A multipart upload that may still become an object. */
    record OpenUpload(String key, String uploadId, Instant since) {}

    Mono<StoredObject> describe(ObjectKey key);

    /**
     * Reads a part of exactly this object: empty when it is gone or was replaced since.
     *
     * @param length may go past the end of the object
     */
    Mono<byte[]> read(StoredObject object, long offset, int length);

    /** A small object of ours; replaces one of the same key. */
    Mono<Void> put(ObjectKey key, String contentType, byte[] bytes);

    /** Harmless if there is no such object. */
    Mono<Void> remove(ObjectKey key);

    /** Ends a multipart upload, so that it can never become an object. Harmless if there is no such upload. */
    Mono<Void> abort(ObjectKey key, String uploadId);

    /** All objects whose keys begin like this, in the order of their keys. */
    Flux<Listed> list(String prefix);

    /** All open multipart uploads whose keys begin like this. */
    Flux<OpenUpload> uploads(String prefix);
}
