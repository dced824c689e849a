package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.List;

import dev.lorikeet.event.ObjectKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A network volume as copies need it. It has little to say for itself: whatever it answers, only a look at the file says
 * whether something was done. What it does not do is {@code Unavailable}; nothing it says is final.
 */
public interface Volume {

    /** A part of a file as the volume acknowledged it. */
    record Part(int number, String etag) {}

    /** How large the file is; empty where there is none. */
    Mono<Long> size(ObjectKey path);

    Mono<Void> put(ObjectKey path, byte[] bytes);

    /** Answers the id of an upload, of which nothing is to be seen until it is completed. */
    Mono<String> begin(ObjectKey path);

    Mono<Part> part(ObjectKey path, String upload, int number, byte[] bytes);

    /** May be done although it fails, at once or later. */
    Mono<Void> complete(ObjectKey path, String upload, List<Part> parts, Duration patience);

    /** The uploads to this path that somebody began and never ended. */
    Flux<String> uploads(ObjectKey path);

    /** Harmless if there is no such upload. */
    Mono<Void> abort(ObjectKey path, String upload);

    /** Harmless if there is no such file. */
    Mono<Void> remove(ObjectKey path);
}
