package dev.lorikeet.generation.bucket;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/** LoRAs to hand to workers, and what comes back from them: on S3, or in memory. Failures are Unavailable. */
public interface JobBucket {

    /**
     * An address that opens the object for anybody.
     *
     * @param expiresAt a little earlier than asked, if a URL cannot last that long
     */
    record SignedUrl(URI url, Instant expiresAt) {
        /** It is as good as a password while it lasts, and belongs into no log. */
        @Override
        public String toString() {
            return "a signed URL until " + expiresAt;
        }
    }

    /** Empty when there is no such object. */
    Mono<StoredObject> describe(ObjectKey key);

    Mono<Void> put(ObjectKey key, String contentType, byte[] bytes);

    Mono<Void> put(ObjectKey key, String contentType, Path file);

    /** Empty when there is no such object. */
    Mono<byte[]> read(ObjectKey key);

    /** For whoever has no credentials of ours; asks nobody. */
    SignedUrl sign(ObjectKey key, Instant until);
}
