package dev.lorikeet.storage.hashing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ObjectStore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reads a whole object, chunk after chunk, and digests what comes while the next one is on its way. Each chunk is asked
 * for under the ETag of the first, so all of them are of one object.
 */
public final class Digester {
    /** The number in front of a safetensors header, which says how long that is. */
    private static final int PREFIX = 8;
    private static final int AHEAD = 2;

    private final ObjectStore objects;
    private final HashingLimits limits;
    private final Scheduler threads;
    private final Scheduler timer;

    /** @param threads where digests are reckoned, which takes a second per gigabyte */
    public Digester(ObjectStore objects, HashingLimits limits, Scheduler threads, Scheduler timer) {
        this.objects = objects;
        this.limits = limits;
        this.threads = threads;
        this.timer = timer;
    }

    /** Empty when the object is gone or was replaced. */
    Mono<Digests> digest(StoredObject object, FileFormat format) {
        return Mono.using(() -> new Running(format), running -> chunks(object)
                .doOnNext(running::add)
                .then(Mono.fromCallable(() -> running.read == object.size() ? running.digests() : null)),
                _ -> {});
    }

    private Flux<byte[]> chunks(StoredObject object) {
        int size = Math.toIntExact(limits.chunk().toBytes());
        long count = Math.ceilDiv(object.size(), size);
        return Flux.range(0, Math.toIntExact(count))
                .flatMapSequential(number -> paced(objects.read(object, (long) number * size, size)), AHEAD, 1)
                .publishOn(threads, 1);
    }

    /** So many are under way in this instance, and together they keep to the limit. */
    private Mono<byte[]> paced(Mono<byte[]> chunk) {
        long underWay = (long) limits.parallel() * AHEAD;
        var pause = Duration.ofNanos(
                underWay * limits.chunk().toBytes() * 1_000_000_000L / limits.perSecond().toBytes());
        return Mono.zip(chunk, Mono.delay(pause, timer), (bytes, _) -> bytes);
    }

    /** The digests of what has come so far. For one object, one chunk at a time. */
    private static final class Running {
        private final MessageDigest whole = sha256();
        private final @Nullable MessageDigest afterHeader;
        private long read;
        private long headerEnd = -1;

        Running(FileFormat format) {
            this.afterHeader = format == FileFormat.SAFETENSORS ? sha256() : null;
        }

        void add(byte[] chunk) {
            whole.update(chunk);
            if (afterHeader != null) {
                if (read == 0) {
                    headerEnd = headerEnd(chunk);
                }
                int from = (int) Math.min(chunk.length, Math.max(0, headerEnd - read));
                afterHeader.update(chunk, from, chunk.length - from);
            }
            read += chunk.length;
        }

        /** The object has been proven, so its header is where it says. */
        private static long headerEnd(byte[] first) {
            return PREFIX + ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
        }

        Digests digests() {
            return new Digests(hex(whole), afterHeader == null ? null : hex(afterHeader));
        }

        private static Sha256 hex(MessageDigest digest) {
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
