package dev.lorikeet.lora.link;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.bucket.UploadStore.StoredPart;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.link.Import.Fetching;
import dev.lorikeet.lora.link.LinkSource.Found;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.web.LoraProblem;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One try to bring what the bucket lacks of a file, a part at a time, and to complete the upload. */
final class Fetch {
    private final LinkSource source;
    private final UploadStore bucket;
    private final LoraUploads uploads;
    private final Loras loras;
    private final ImportLimits limits;

    Fetch(LinkSource source, UploadStore bucket, LoraUploads uploads, Loras loras, ImportLimits limits) {
        this.source = source;
        this.bucket = bucket;
        this.uploads = uploads;
        this.loras = loras;
        this.limits = limits;
    }

    /** Whether anything arrived, which a failure does not tell. */
    record Progress(AtomicBoolean made) {
        Progress() {
            this(new AtomicBoolean());
        }

        boolean isMade() {
            return made.get();
        }
    }

    /** Fails with a {@link LinkFailure} if the link is to blame; ends quietly if nobody wants the file any more. */
    Mono<Void> fetch(Fetching fetching, Uploading uploading, Progress progress) {
        var expected = uploading.identity().expected();
        return bucket.parts(expected.key(), uploadId(expected))
                .map(stored -> missing(LoraUploads.planOf(uploading), expected.size(), stored))
                // An upload that the bucket does not know was completed and nobody heard, or completing it tells.
                .defaultIfEmpty(List.of())
                .flatMap(missing -> missing.isEmpty() ? Mono.<Void>empty()
                        : brought(fetching, uploading, missing, progress))
                .then(completed(fetching.lora()));
    }

    static List<Integer> missing(UploadPlan plan, long size, List<StoredPart> stored) {
        var there = stored.stream()
                .filter(part -> plan.has(part.number()) && part.size() == plan.length(part.number(), size))
                .map(StoredPart::number)
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(1, plan.partCount())
                .boxed()
                .filter(number -> !there.contains(number))
                .toList();
    }

    private Mono<Void> brought(Fetching fetching, Uploading uploading, List<Integer> missing, Progress progress) {
        return Mono.defer(() -> source.look(LinkAddress.parse(fetching.address().toString(), limits.trustedHosts())))
                .flatMapMany(found -> found.file().isSameAs(fetching.file())
                        ? Flux.fromIterable(missing).concatMap(number -> part(uploading, number, found, progress), 1)
                        : Flux.error(new LinkFailure(LinkFault.CHANGED)))
                .takeWhile(isWanted -> isWanted)
                .then();
    }

    /** Whether anybody wanted it. */
    private Mono<Boolean> part(Uploading uploading, int number, Found found, Progress progress) {
        var expected = uploading.identity().expected();
        var plan = LoraUploads.planOf(uploading);
        long from = (number - 1) * plan.partSize();
        int length = Math.toIntExact(plan.length(number, expected.size()));
        return current(uploading.identity().lora())
                .flatMap(_ -> source.read(found, from, length)
                        .flatMap(bytes -> bucket.put(expected.key(), uploadId(expected), number, bytes))
                        .switchIfEmpty(Mono.error(() -> new LinkFailure(LinkFault.LOST)))
                        .map(_ -> true)
                        .doOnNext(progress.made()::set))
                .defaultIfEmpty(false);
    }

    private Mono<Uploading> current(LoraId lora) {
        return loras.find(lora).map(Versioned::state).ofType(Uploading.class);
    }

    private Mono<Void> completed(LoraId lora) {
        return Mono.defer(() -> current(lora))
                .flatMap(uploading -> uploads.complete(uploading, null))
                .then()
                .onErrorResume(Refused.class, Fetch::meaning);
    }

    private static Mono<Void> meaning(Refused refused) {
        if (refused.type() == LoraProblem.STORAGE_FAILED || refused.type() == LoraProblem.NOT_SAVED) {
            return Mono.error(new Unavailable("what was fetched could not be completed", refused));
        }
        // Otherwise somebody else ended it meanwhile.
        return refused.type() == LoraProblem.UPLOAD_EXPIRED || refused.type() == LoraProblem.UPLOAD_INCOMPLETE
                ? Mono.error(new LinkFailure(LinkFault.LOST))
                : Mono.empty();
    }

    private static String uploadId(ExpectedObject expected) {
        return Objects.requireNonNull(expected.uploadId(), "what is fetched goes up in parts");
    }
}
