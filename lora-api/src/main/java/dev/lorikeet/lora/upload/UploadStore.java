package dev.lorikeet.lora.upload;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import reactor.core.publisher.Mono;

/**
 * The bucket, as far as uploads and downloads need it. Clients send bytes by signed URLs only; to complete, to abort, to
 * list and to delete is never signed for anybody. A store that does not answer is {@code Unavailable}.
 */
public interface UploadStore {

    /** Opens a multipart upload and answers its id. */
    Mono<String> begin(ObjectKey key);

    /**
     * Signs a PUT for each of these parts; reads and writes nothing. Method, key and exact length are pinned by signed
     * headers, for a single PUT also the type, that nothing may be there yet, and the digest where it is known.
     *
     * @param expiresAt never exceeded, and neither is one hour from now
     */
    List<SignedPart> sign(ExpectedObject object, UploadPlan plan, List<Integer> numbers, Instant expiresAt);

    /** What the store has of a multipart upload, lowest number first; empty if it knows no such upload. */
    Mono<List<StoredPart>> parts(ObjectKey key, String uploadId);

    /**
     * Puts the parts together, unless the key is taken or they are not the whole file. Knows an upload that was completed
     * before by its object.
     */
    Mono<Completion> complete(ExpectedObject object, List<PartTag> parts);

    /** Harmless if there is no such upload. */
    Mono<Void> abort(ObjectKey key, String uploadId);

    /** Sends one part ourselves, for clients that stream through us; empty if the store knows no such upload. */
    Mono<ETag> put(ObjectKey key, String uploadId, int number, ByteBuffer bytes);

    /** Signs a GET of exactly this key, saved by a browser under {@code fileName}. */
    URI download(StoredObject object, String fileName, Instant expiresAt);

    /** Signs a GET of a picture that a browser shows in place. */
    URI picture(ObjectKey key, Instant expiresAt);

    /**
     * A request that the client may send as it is.
     *
     * @param headers all of them are part of the signature and must be sent; {@code Content-Length} is sent by every
     *            client by itself
     */
    record SignedPart(int number, URI url, Map<String, String> headers, long size, Instant expiresAt) {
        /** The URL is as good as a password while it lasts, and belongs into no log. */
        @Override
        public String toString() {
            return "part " + number + " of " + size + " bytes, signed until " + expiresAt;
        }
    }

    /** A part as the store has it. */
    record StoredPart(int number, ETag etag, long size) {}

    /** A part as the client says it has sent it. */
    record PartTag(int number, ETag etag) {}

    /** How completing ended. */
    sealed interface Completion {
        /** The object is there. */
        record Completed() implements Completion {}

        /** The store has other parts than the client says, or not all of them. */
        record WrongParts(String why) implements Completion {}

        /** Neither the upload nor its object is there. */
        record Gone() implements Completion {}
    }
}
