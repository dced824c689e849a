package dev.lorikeet.storage.verification;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.objects.SparseBucket;
import dev.lorikeet.storage.safetensors.SafetensorsBytes;
import dev.lorikeet.storage.torch.SparseFile;
import dev.lorikeet.storage.torch.TorchBytes;
import dev.lorikeet.storage.torch.TorchState;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/** What the proof of a large file costs. */
final class ProofCostTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int AT_ONCE = 8;
    private static final int MOST_REQUESTS = 4;
    private static final long MOST_BYTES = 1 << 20;

    /** A LoRA of 400 layers of WAN A14B, of a rank that makes it five gigabytes. */
    private static SparseFile safetensors() {
        var file = SafetensorsBytes.file();
        IntStream.range(0, 40).forEach(block -> IntStream.range(0, 10).forEach(layer -> {
            var name = "diffusion_model.blocks." + block + "." + LAYERS[layer];
            file.tensor(name + ".lora_A.weight", DType.F32, 312, 5_120)
                    .tensor(name + ".lora_B.weight", DType.F32, 5_120, 312);
        }));
        var start = file.beginning();
        return SparseFile.of(start).skip(file.size() - start.length);
    }

    private static final String[] LAYERS = {"self_attn.q", "self_attn.k", "self_attn.v", "self_attn.o",
            "cross_attn.q", "cross_attn.k", "cross_attn.v", "cross_attn.o", "self_attn.r", "cross_attn.r"};

    private static SparseFile ckpt() {
        return TorchBytes.archive(TorchState.lora(400, 610, 5_120));
    }

    @Test
    void fiveGigabytesAreProvenFromAMegabyte() {
        costs("a.safetensors", safetensors());
        costs("a.ckpt", ckpt());
    }

    private static void costs(String name, SparseFile file) {
        assertThat(file.size()).isGreaterThan(4_900_000_000L);
        var key = key(name);
        var bucket = new SparseBucket(Map.of(key, file));
        assertThat(prove(bucket, key, file)).isInstanceOf(Verdict.Proven.class);
        System.out.printf("%s of %d bytes: %d requests, %d bytes read%n", name, file.size(), bucket.requests.get(),
                bucket.bytes.get());
        assertThat(bucket.requests).hasValueLessThanOrEqualTo(MOST_REQUESTS);
        assertThat(bucket.bytes).hasValueLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void eightProofsAtOnceFitIntoSixtyFourMegabytes() {
        var files = IntStream.range(0, AT_ONCE)
                .boxed()
                .collect(Collectors.toMap(number -> key(number + (number % 2 == 0 ? ".safetensors" : ".ckpt")),
                        (Function<Integer, SparseFile>) number -> number % 2 == 0 ? safetensors() : ckpt()));
        var bucket = new SparseBucket(files);
        proveAll(bucket, files);
        System.gc();
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        proveAll(bucket, files);
        long live = ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        System.out.printf("%d at once: %d bytes on the heap before, %d after the last collection meanwhile%n", AT_ONCE,
                before, live);
        assertThat(live - before).isLessThan(64L << 20);
    }

    private static void proveAll(SparseBucket bucket, Map<ObjectKey, SparseFile> files) {
        for (int round = 0; round < 20; round++) {
            Flux.fromIterable(files.entrySet())
                    .flatMap(file -> Mono
                            .fromCallable(() -> prove(bucket, file.getKey(), file.getValue()))
                            .subscribeOn(Schedulers.boundedElastic()), AT_ONCE)
                    .doOnNext(verdict -> assertThat(verdict).isInstanceOf(Verdict.Proven.class))
                    .blockLast(LIMIT);
        }
    }

    @Test
    void aProofTakesAMoment() {
        for (var name : new String[]{"a.safetensors", "a.ckpt"}) {
            var file = name.endsWith("ckpt") ? ckpt() : safetensors();
            var bucket = new SparseBucket(Map.of(key(name), file));
            var micros = IntStream.range(0, 300).mapToLong(_ -> {
                long start = System.nanoTime();
                prove(bucket, key(name), file);
                return (System.nanoTime() - start) / 1000;
            }).skip(200).sorted().toArray();
            System.out.printf("%s: a whole proof takes %d us (median), once the bytes are there%n", name,
                    micros[micros.length / 2]);
        }
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("loras/20260304/12/demo/a/" + name);
    }

    private static Verdict prove(SparseBucket bucket, ObjectKey key, SparseFile file) {
        var name = key.value().substring(key.value().lastIndexOf('/') + 1);
        return Examinations.on(bucket, Map.of())
                .of(new ExpectedObject(key, name, file.size(), null, null))
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
