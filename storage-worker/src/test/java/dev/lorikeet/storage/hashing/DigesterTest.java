package dev.lorikeet.storage.hashing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.testing.Sha256Of;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DigesterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final ObjectKey KEY = new ObjectKey("loras/a");
    private static final int CHUNK = 64 << 10;
    private static final DataSize FAST = DataSize.ofGigabytes(100);

    private final InMemoryObjectStore objects = new InMemoryObjectStore(InstantSource.system());

    /** At the borders of chunks, and anywhere. */
    @Provide
    Arbitrary<Integer> sizes() {
        var borders = Arbitraries.integers()
                .between(1, 4)
                .flatMap(chunks -> Arbitraries.integers().between(-1, 1).map(more -> chunks * CHUNK + more));
        return Arbitraries.oneOf(borders, Arbitraries.integers().between(Long.BYTES, 5 * CHUNK));
    }

    // Feature: lora-management, our own law: the digest of an object is the digest of all of its bytes
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void digestsWhatTheJdkDigests(@ForAll("sizes") int size, @ForAll long seed) {
        var bytes = noise(size, seed);
        assertThat(digests(bytes, FileFormat.CKPT)).isEqualTo(new Digests(Sha256Of.bytes(bytes, 0), null));
    }

    // Feature: lora-management, our own law: AutoV3 is the digest of all that follows the header
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void digestsWhatFollowsTheHeaderAsWell(@ForAll("sizes") int size, @ForAll long seed) {
        var bytes = noise(size, seed);
        int header = new Random(seed).nextInt(size - Long.BYTES + 1);
        assertThat(digests(withHeader(bytes, header), FileFormat.SAFETENSORS).autoV3())
                .isEqualTo(Sha256Of.bytes(bytes, Long.BYTES + header));
    }

    @Test
    void findsTheEndOfAHeaderThatIsLongerThanAChunk() {
        for (int header : new int[]{CHUNK - Long.BYTES - 1, CHUNK - Long.BYTES, CHUNK, 2 * CHUNK - Long.BYTES + 1,
                3 * CHUNK - Long.BYTES}) {
            var bytes = withHeader(noise(3 * CHUNK, header), header);
            assertThat(digests(bytes, FileFormat.SAFETENSORS)).isEqualTo(new Digests(Sha256Of.bytes(bytes, 0),
                    Sha256Of.bytes(bytes, Long.BYTES + header)));
        }
    }

    @Test
    void digestsNothingOfAnObjectThatIsGone() {
        var object = put(noise(CHUNK, 1));
        objects.remove(KEY).block(LIMIT);
        assertThat(fast(objects).digest(object, FileFormat.CKPT).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void digestsNothingOfAnObjectThatVanishesInBetween() {
        var object = put(noise(3 * CHUNK, 1));
        assertThat(fast(changing(() -> objects.remove(KEY).subscribe())).digest(object, FileFormat.CKPT)
                .blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void digestsNothingOfAnObjectThatIsReplacedInBetween() {
        var object = put(noise(3 * CHUNK, 1));
        assertThat(fast(changing(() -> objects.put(KEY, noise(3 * CHUNK, 2)))).digest(object, FileFormat.CKPT)
                .blockOptional(LIMIT)).isEmpty();
    }

    /** It is not the object's fault. */
    @Test
    void failsWhileTheBucketIsAway() {
        var object = put(noise(CHUNK, 1));
        objects.away(true);
        assertThatThrownBy(() -> fast(objects).digest(object, FileFormat.CKPT).block(LIMIT))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void holdsAFewChunksHoweverSlowTheDigestIs() {
        var object = put(noise(40 * CHUNK, 1));
        var reads = new AtomicInteger();
        var timer = VirtualTimeScheduler.create();
        var waiting = new ArrayDeque<Runnable>();
        var limits = new HashingLimits(1, DataSize.ofBytes(CHUNK), DataSize.ofMegabytes(1), 1);
        var digests = new Digester(counting(reads), limits, Schedulers.fromExecutor(waiting::add), timer)
                .digest(object, FileFormat.CKPT)
                .toFuture();
        timer.advanceTimeBy(Duration.ofHours(1));
        assertThat(reads).hasValueLessThanOrEqualTo(3);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
            timer.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(digests).isDone();
        assertThat(reads).hasValue(40);
    }

    @Test
    void readsNoMorePerSecondThanItMay() {
        var object = put(noise(40 * CHUNK, 1));
        var reads = new AtomicInteger();
        var timer = VirtualTimeScheduler.create();
        var limits = new HashingLimits(2, DataSize.ofBytes(CHUNK), DataSize.ofBytes(CHUNK), 1);
        var digests = new Digester(counting(reads), limits, Schedulers.immediate(), timer)
                .digest(object, FileFormat.CKPT)
                .toFuture();
        timer.advanceTimeBy(Duration.ofSeconds(40));
        // Two files at once share the limit, and two reads of each are under way.
        assertThat(reads).hasValueBetween(20, 22);
        timer.advanceTimeBy(Duration.ofSeconds(40));
        assertThat(digests).isDone();
    }

    private Digests digests(byte[] bytes, FileFormat format) {
        return fast(objects).digest(put(bytes), format).blockOptional(LIMIT).orElseThrow();
    }

    private static Digester fast(ObjectStore store) {
        return new Digester(store, new HashingLimits(1, DataSize.ofBytes(CHUNK), FAST, 1), Schedulers.immediate(),
                Schedulers.parallel());
    }

    private StoredObject put(byte[] bytes) {
        objects.put(KEY, bytes);
        return objects.describe(KEY).blockOptional(LIMIT).orElseThrow();
    }

    private ObjectStore changing(Runnable change) {
        return new ForwardedObjectStore(objects) {
            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                return offset == 2 * CHUNK
                        ? Mono.fromRunnable(change).then(super.read(object, offset, length))
                        : super.read(object, offset, length);
            }
        };
    }

    private ObjectStore counting(AtomicInteger reads) {
        return new ForwardedObjectStore(objects) {
            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                return super.read(object, offset, length).doOnSubscribe(_ -> reads.incrementAndGet());
            }
        };
    }

    private static byte[] withHeader(byte[] bytes, long header) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(header);
        return bytes;
    }

    private static byte[] noise(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
