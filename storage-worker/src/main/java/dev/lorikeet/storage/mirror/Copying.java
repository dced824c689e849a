package dev.lorikeet.storage.mirror;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.mirror.Volume.Part;
import dev.lorikeet.storage.objects.ObjectStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Copies one object to one place, a few parts at a time. Each part is read under the proven ETag. A file counts as copied
 * when a look at it shows its full size, and for no other reason: a volume says done when it is not, and fails when it is.
 */
public final class Copying {
    private static final int CHUNK = 8 << 20;
    private static final int MOST_PARTS = 10_000;

    private final ObjectStore objects;
    private final MirrorSettings settings;
    private final MirrorMeters meters;
    private final Scheduler timer;

    public Copying(ObjectStore objects, MirrorSettings settings, MirrorMeters meters, Scheduler timer) {
        this.objects = objects;
        this.settings = settings;
        this.meters = meters;
        this.timer = timer;
    }

    /** How a copy ended; what is only a trouble of the moment fails instead. */
    enum End {
        COPIED,
        /** It was there already. */
        FOUND,
        /** Our object is gone, or another one now. */
        SOURCE_CHANGED,
        /** Something else lies at that place. */
        OCCUPIED
    }

    private static final class SourceChanged extends RuntimeException {
        SourceChanged() {
            super("the object is not the one that was proven any more");
        }
    }

    /** @param patient as long as a file of another size may be ours, and still growing */
    Mono<End> copy(StoredObject object, ObjectKey path, Volume volume, boolean patient) {
        return look(volume, path).flatMap(found -> {
            if (found.isEmpty()) {
                return transfer(object, path, volume).thenReturn(End.COPIED);
            }
            if (found.get() == object.size()) {
                return Mono.just(End.FOUND);
            }
            return patient
                    ? Mono.error(new Unavailable(path.value() + " has another size than it should", settings.pause()))
                    : Mono.just(End.OCCUPIED);
        })
                .flatMap(end -> end == End.OCCUPIED ? Mono.just(end) : stillThere(object, end))
                .onErrorResume(SourceChanged.class, _ -> Mono.just(End.SOURCE_CHANGED));
    }

    static Mono<Optional<Long>> look(Volume volume, ObjectKey path) {
        return volume.size(path).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    /** Whoever removes an object may have looked for copies before this one was there. */
    private Mono<End> stillThere(StoredObject object, End end) {
        return objects.describe(object.key())
                .filter(object::equals)
                .map(_ -> end)
                .defaultIfEmpty(End.SOURCE_CHANGED);
    }

    private Mono<Void> transfer(StoredObject object, ObjectKey path, Volume volume) {
        long partSize = Math.max(settings.partSize().toBytes(), Math.ceilDiv(object.size(), (long) MOST_PARTS));
        var leftovers = volume.uploads(path).concatMap(upload -> volume.abort(path, upload)).then();
        return leftovers.then(Mono.defer(() -> object.size() <= partSize
                ? read(object, 0, Math.toIntExact(object.size())).flatMap(bytes -> whole(object, path, volume, bytes))
                : inParts(object, path, volume, Math.toIntExact(partSize))));
    }

    private Mono<Void> whole(StoredObject object, ObjectKey path, Volume volume, byte[] bytes) {
        return until(object, path, volume, _ -> volume.put(path, bytes)).doOnSuccess(_ -> meters.sent(bytes.length));
    }

    private Mono<Void> inParts(StoredObject object, ObjectKey path, Volume volume, int partSize) {
        int count = Math.toIntExact(Math.ceilDiv(object.size(), (long) partSize));
        return volume.begin(path)
                .flatMap(upload -> Flux.range(1, count)
                        .flatMap(number -> part(object, path, volume, upload, number, partSize),
                                settings.partsAtOnce(), 1)
                        .sort(Comparator.comparingInt(Part::number))
                        .collectList()
                        .flatMap(parts -> completed(object, path, volume, upload, parts))
                        .onErrorResume(SourceChanged.class, changed -> volume.abort(path, upload)
                                .then(Mono.error(changed))));
    }

    private Mono<Void> completed(StoredObject object, ObjectKey path, Volume volume, String upload,
            List<Part> parts) {
        return until(object, path, volume, attempt -> volume.complete(path, upload, parts,
                settings.completeTime(object.size(), attempt)));
    }

    private Mono<Part> part(StoredObject object, ObjectKey path, Volume volume, String upload, int number,
            int partSize) {
        long from = (long) (number - 1) * partSize;
        int length = Math.toIntExact(Math.min(partSize, object.size() - from));
        return read(object, from, length)
                .flatMap(bytes -> volume.part(path, upload, number, bytes))
                .doOnNext(_ -> meters.sent(length));
    }

    private Mono<byte[]> read(StoredObject object, long from, int length) {
        return Mono.defer(() -> {
            var part = ByteBuffer.allocate(length);
            return Flux.range(0, Math.ceilDiv(length, CHUNK))
                    .concatMap(chunk -> chunk(object, from + (long) chunk * CHUNK,
                            Math.min(CHUNK, length - chunk * CHUNK)), 1)
                    .doOnNext(part::put)
                    .then(Mono.fromSupplier(part::array));
        });
    }

    private Mono<byte[]> chunk(StoredObject object, long from, int length) {
        return objects.read(object, from, length)
                .filter(bytes -> bytes.length == length)
                .switchIfEmpty(Mono.error(SourceChanged::new));
    }

    /** Does it, looks, waits, looks again, and does it once more, some times over. */
    private Mono<Void> until(StoredObject object, ObjectKey path, Volume volume, IntFunction<Mono<Void>> act) {
        return Flux.range(1, settings.tries())
                .concatMap(attempt -> act.apply(attempt)
                        .onErrorResume(Unavailable.class, _ -> Mono.empty())
                        .then(seen(object, path, volume))
                        .switchIfEmpty(Mono.delay(settings.pause(), timer).then(seen(object, path, volume))), 1)
                .next()
                .switchIfEmpty(Mono.error(() -> new Unavailable(
                        path.value() + " is not on the volume although it was sent", settings.pause())))
                .then();
    }

    private static Mono<Boolean> seen(StoredObject object, ObjectKey path, Volume volume) {
        return volume.size(path).filter(size -> size == object.size()).map(_ -> true);
    }
}
