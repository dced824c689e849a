package dev.lorikeet.lora.upload;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.web.LoraProblem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * An upload through us, for clients that cannot send parts by themselves: what comes in goes on to S3 in parts, a few of
 * which are all that is ever held in memory. If it breaks off, the upload is given up at once.
 */
@Component
class FormUploads {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** For a quarter of an hour. */
    private static final Retry GIVE_UP = Retry.backoff(20, Duration.ofMillis(500))
            .maxBackoff(Duration.ofMinutes(1))
            .filter(failure -> !isRefused(failure));

    private final LoraUploads uploads;
    private final UploadStore bucket;
    private final UploadLimits limits;
    private final List<String> inPlace = new ArrayList<>();

    FormUploads(LoraUploads uploads, UploadStore bucket, UploadLimits limits) {
        this.uploads = uploads;
        this.bucket = bucket;
        this.limits = limits;
    }

    /** What has been sent on, and waits for the end of the form. */
    record Sent(Uploading uploading, String requestedName, long size, List<PartTag> parts) {}

    /** A place among the few that are served at once. */
    Mono<Lora.Known> inPlace(Caller caller, Mono<Lora.Known> upload) {
        return Mono.defer(() -> {
            if (!caller.mayAnywhere(Role.editor)) {
                return Mono.error(Refused.because(CommonProblem.FORBIDDEN, "You may not upload in any workspace."));
            }
            if (!enter(caller.subject())) {
                return Mono.error(new Unavailable("this instance takes " + limits.mostForms()
                        + " form uploads at once, half of them from one person", SOON));
            }
            return upload.timeout(limits.formTime(), Mono.error(() -> Refused.because(LoraProblem.UPLOAD_STALLED)))
                    .doFinally(_ -> leave(caller.subject()));
        });
    }

    /** Nobody alone can take all places. */
    private synchronized boolean enter(String person) {
        int most = Math.max(1, limits.mostForms() / 2);
        if (inPlace.size() >= limits.mostForms() || Collections.frequency(inPlace, person) >= most) {
            return false;
        }
        return inPlace.add(person);
    }

    private synchronized void leave(String person) {
        inPlace.remove(person);
    }

    Mono<Sent> send(TicketRequest request, Flux<ByteBuffer> bytes) {
        return Mono.usingWhen(uploads.startStreamed(request),
                uploading -> sendOn(uploading, request.description().name(), bytes),
                _ -> Mono.empty(),
                (uploading, _) -> giveUp(uploading),
                this::giveUp);
    }

    /** Whoever sends nothing for a while gets no further: places are few. */
    <T> Flux<T> unstalled(Flux<T> body) {
        return body.timeout(limits.formStall())
                .onErrorMap(TimeoutException.class, _ -> Refused.because(LoraProblem.UPLOAD_STALLED));
    }

    /** The end of the form, where nothing more can be wrong with it. */
    Mono<Lora.Known> complete(Sent sent) {
        return uploads.completeStreamed(sent.uploading(), sent.size(), sent.parts());
    }

    /**
     * Without it the ticket would hold its room until it expires. The client is not kept waiting for a record that cannot
     * be reached; what a crash interrupts, the end of the ticket finds.
     */
    Mono<Void> giveUp(Uploading uploading) {
        return uploads.abandon(uploading)
                .onErrorResume(failure -> !isRefused(failure), _ -> Mono.fromRunnable(() -> {
                    var _ = uploads.abandon(uploading).retryWhen(GIVE_UP).onErrorComplete().subscribe();
                }))
                .onErrorComplete();
    }

    /** It is too late to give up: the upload was completed, and only the answer was lost. */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof Refused refused && refused.type() == LoraProblem.WRONG_STATE;
    }

    private Mono<Sent> sendOn(Uploading uploading, String requestedName, Flux<ByteBuffer> bytes) {
        var chunks = new Chunks(Math.toIntExact(uploading.partSize()));
        var number = new AtomicInteger();
        var cut = bytes.concatMapIterable(some -> withinLimits(chunks, some), 1)
                .concatWith(Mono.defer(() -> Mono.justOrEmpty(chunks.rest())));
        return cut.concatMap(chunk -> put(uploading, number.incrementAndGet(), chunk), 1)
                .collect(ArrayList<PartTag>::new, ArrayList::add)
                .map(parts -> {
                    if (parts.isEmpty()) {
                        throw Refused.because(LoraProblem.EMPTY_FILE);
                    }
                    return new Sent(uploading, requestedName, chunks.total(), parts);
                });
    }

    private List<ByteBuffer> withinLimits(Chunks chunks, ByteBuffer some) {
        var full = chunks.add(some);
        if (chunks.total() > limits.largestFile().toBytes()) {
            throw FileSize.tooLarge(limits.largestFile());
        }
        return full;
    }

    private Mono<PartTag> put(Uploading uploading, int number, ByteBuffer chunk) {
        var expected = uploading.identity().expected();
        var uploadId = expected.uploadId();
        return uploadId == null
                ? Mono.error(new IllegalStateException("a streamed upload goes up in parts"))
                : bucket.put(expected.key(), uploadId, number, chunk)
                        .map(etag -> new PartTag(number, etag))
                        .onErrorMap(Unavailable.class,
                                failure -> Refused.later(LoraProblem.STORAGE_FAILED, SOON, failure))
                        .switchIfEmpty(Mono.error(() -> Refused.because(LoraProblem.UPLOAD_EXPIRED)));
    }
}
