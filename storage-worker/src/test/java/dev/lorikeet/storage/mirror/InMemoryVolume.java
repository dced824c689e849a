package dev.lorikeet.storage.mirror;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The twin of a network volume, with the same bad habits, each at the moment that a test wants it. */
public final class InMemoryVolume implements Volume {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private final Deque<Quirk> next = new ArrayDeque<>();
    private final Function<Duration, Mono<?>> later;
    private int begun;
    private long received;
    private boolean overwritten;
    private boolean away;
    private Duration partTakes = Duration.ZERO;

    public InMemoryVolume() {
        this(Mono::delay);
    }

    /**
     * In somebody's own time.
     *
     * @param later a signal after so long
     */
    public InMemoryVolume(Function<Duration, Mono<?>> later) {
        this.later = later;
    }

    /** What a call may turn out to be. */
    public enum Quirk {
        /** As it should be. */
        NONE,
        /** Nothing is done, and it fails. */
        FAILS,
        /** It is done, and it fails: a 524, or an answer that got lost. */
        DONE_BUT_FAILS,
        /** Nothing is there to be seen, whatever is. */
        HIDES,
        /** It says that it has done it, and has not. */
        LIES
    }

    private record Upload(ObjectKey path, Map<Integer, byte[]> parts) {}

    /** One for each of the next calls; from then on it behaves. */
    public void misbehave(List<Quirk> quirks) {
        next.addAll(quirks);
    }

    public void away(boolean now) {
        away = now;
    }

    /** Whoever sends a part waits so long for the answer. */
    public void partTakes(Duration time) {
        partTakes = time;
    }

    /** Somebody else puts a file there. */
    public void hold(ObjectKey path, byte[] bytes) {
        files.put(path.value(), bytes.clone());
    }

    /** Somebody else removes it. */
    public void lose(ObjectKey path) {
        files.remove(path.value());
    }

    public Optional<byte[]> bytes(ObjectKey path) {
        return Optional.ofNullable(files.get(path.value()));
    }

    public int openUploads() {
        return uploads.size();
    }

    /** Bytes of parts that have arrived. */
    public long received() {
        return received;
    }

    /** Whether anything was ever replaced by something else. */
    public boolean hasOverwritten() {
        return overwritten;
    }

    @Override
    public Mono<Long> size(ObjectKey path) {
        return Mono.defer(() -> {
            var quirk = quirk();
            return quirk == Quirk.HIDES
                    ? Mono.empty()
                    : answer(quirk, () -> {
                        var file = files.get(path.value());
                        return file == null ? null : (long) file.length;
                    });
        });
    }

    @Override
    public Mono<Void> put(ObjectKey path, byte[] bytes) {
        return call(() -> write(path, bytes.clone())).then();
    }

    private boolean write(ObjectKey path, byte[] bytes) {
        var before = files.put(path.value(), bytes);
        overwritten |= before != null && !Arrays.equals(before, bytes);
        return true;
    }

    @Override
    public Mono<String> begin(ObjectKey path) {
        return Mono.defer(() -> {
            var quirk = quirk();
            return answer(quirk == Quirk.LIES ? Quirk.NONE : quirk, () -> {
                var id = "upload-" + begun++;
                uploads.put(id, new Upload(path, new TreeMap<>()));
                return id;
            });
        });
    }

    @Override
    public Mono<Part> part(ObjectKey path, String upload, int number, byte[] bytes) {
        var sent = Mono.defer(() -> {
            var quirk = quirk();
            return answer(quirk == Quirk.LIES ? Quirk.NONE : quirk, () -> {
                open(path, upload).parts().put(number, bytes.clone());
                received += bytes.length;
                return new Part(number, String.valueOf(Arrays.hashCode(bytes)));
            });
        });
        return partTakes.isZero() ? sent : later.apply(partTakes).then(sent);
    }

    @Override
    public Mono<Void> complete(ObjectKey path, String upload, List<Part> parts, Duration patience) {
        return call(() -> {
            var held = open(path, upload).parts();
            var bytes = new ByteArrayOutputStream();
            parts.stream()
                    .sorted(Comparator.comparingInt(Part::number))
                    .forEach(part -> bytes.writeBytes(held.getOrDefault(part.number(), new byte[0])));
            uploads.remove(upload);
            return write(path, bytes.toByteArray());
        }).then();
    }

    private Upload open(ObjectKey path, String upload) {
        var open = uploads.get(upload);
        if (open == null || !open.path().equals(path)) {
            throw new Unavailable("NoSuchUpload", Duration.ofSeconds(1));
        }
        return open;
    }

    @Override
    public Flux<String> uploads(ObjectKey path) {
        return call(() -> uploads.entrySet()
                .stream()
                .filter(upload -> upload.getValue().path().equals(path))
                .map(Map.Entry::getKey)
                .toList()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> abort(ObjectKey path, String upload) {
        return call(() -> uploads.remove(upload)).then();
    }

    @Override
    public Mono<Void> remove(ObjectKey path) {
        return call(() -> files.remove(path.value())).then();
    }

    private Quirk quirk() {
        return next.isEmpty() ? Quirk.NONE : next.poll();
    }

    private <T> Mono<T> call(Callable<@Nullable T> act) {
        return Mono.defer(() -> answer(quirk(), act));
    }

    private <T> Mono<T> answer(Quirk quirk, Callable<@Nullable T> act) {
        var failure = Mono.<T>error(new Unavailable("the volume is away", Duration.ofSeconds(1)));
        if (away) {
            return failure;
        }
        return switch (quirk) {
            case NONE, HIDES -> Mono.fromCallable(act);
            case FAILS -> failure;
            case DONE_BUT_FAILS -> Mono.fromCallable(act).then(failure);
            case LIES -> Mono.empty();
        };
    }
}
