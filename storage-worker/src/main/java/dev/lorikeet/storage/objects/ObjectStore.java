package dev.lorikeet.storage.objects;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/** The bucket. What is not there is an empty answer; what cannot be reached is {@code Unavailable}. */
public interface ObjectStore {

    Mono<StoredObject> describe(ObjectKey key);

    /**
     * Reads a part of exactly this object: empty when it is gone or was replaced since.
     *
     * @param length may go past the end of the object
     */
    Mono<byte[]> read(StoredObject object, long offset, int length);

    /** Harmless if there is no such object. */
    Mono<Void> remove(ObjectKey key);

    /** Ends a multipart upload, so that it can never become an object. Harmless if there is no such upload. */
    Mono<Void> abort(ObjectKey key, String uploadId);
}
