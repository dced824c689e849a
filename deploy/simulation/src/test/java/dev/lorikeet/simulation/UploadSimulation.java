package dev.lorikeet.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.lora.upload.Lora;
import dev.lorikeet.lora.upload.LoraRefusal;
import dev.lorikeet.lora.upload.LoraUploads;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterContainer;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads while everything fails now and then, and what must be true when it stops failing. */
final class UploadSimulation {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] GOOD = file(4);
    private static final byte[] CUT_SHORT = file(3);
    private static final Map<String, Integer> SEEN = new HashMap<>();

    /** Everybody who was told "done" gets a verdict; what is ready is known and stored, and nothing else is. */
    @Property(tries = 300)
    void givesEveryCompletedUploadItsVerdict(@ForAll long seed, @ForAll @DoubleRange(max = 0.25) double faultRate) {
        var world = new SimulatedWorld(seed, faultRate);
        var uploads = world.startLoraApi();
        world.startStorageWorker();
        world.startStorageWorker();
        var catalogue = world.startGenerationService();
        Map<LoraId, byte[]> completed = new HashMap<>();
        for (int step = 0; step < 10; step++) {
            upload(world, uploads).ifPresent(done -> completed.put(done.getKey(), done.getValue()));
            world.bucket.away(world.chance().nextDouble() < faultRate);
            world.pass(Duration.ofMillis(world.chance().nextInt(3_000)));
        }
        world.heal();
        world.pass(Duration.ofMinutes(3));
        completed.forEach((lora, bytes) -> {
            assertSettled(uploads, catalogue, lora, bytes);
            assertStoredIfReady(world, uploads, lora);
        });
    }

    private static Optional<Map.Entry<LoraId, byte[]>> upload(SimulatedWorld world, LoraUploads uploads) {
        var bytes = world.chance().nextBoolean() ? GOOD : CUT_SHORT;
        var started = answered(uploads.start(new WorkspaceId("demo"), "Rain", "rain.safetensors", bytes.length));
        if (started.isEmpty() || !(started
                .get() instanceof Outcome.Done<Lora, LoraRefusal>(Lora.Uploading(var identity, var _), var _, var _))) {
            return Optional.empty();
        }
        world.bucket.put(identity.expected().key(), bytes);
        var completed = answered(uploads.complete(identity.lora()));
        return completed.map(_ -> Map.entry(identity.lora(), bytes));
    }

    /** Empty where the answer was lost or refused: then nothing was promised. */
    private static Optional<Outcome<Lora, LoraRefusal>> answered(Mono<Outcome<Lora, LoraRefusal>> call) {
        return call.onErrorResume(Unavailable.class, _ -> Mono.empty())
                .blockOptional(LIMIT)
                .filter(Outcome.Done.class::isInstance);
    }

    private static void assertSettled(LoraUploads uploads, Catalogue catalogue, LoraId lora, byte[] bytes) {
        var state = uploads.find(lora).blockOptional(LIMIT).orElseThrow();
        var entry = catalogue.find(lora).blockOptional(LIMIT);
        if (bytes.length == GOOD.length) {
            assertThat(state).isInstanceOf(Lora.Ready.class);
            assertThat(entry.orElseThrow().object()).isEqualTo(((Lora.Ready) state).object());
        } else {
            assertThat(state).isInstanceOf(Lora.Rejected.class);
            assertThat(entry).isEmpty();
        }
        SEEN.merge(state.getClass().getSimpleName(), 1, Integer::sum);
    }

    private static void assertStoredIfReady(SimulatedWorld world, LoraUploads uploads, LoraId lora) {
        switch (uploads.find(lora).blockOptional(LIMIT).orElseThrow()) {
            case Lora.Ready ready -> assertThat(described(world, ready.object().key())).contains(ready.object());
            case Lora.Rejected rejected -> assertThat(described(world, rejected.identity().expected().key())).isEmpty();
            case Lora other -> throw new AssertionError("not settled: " + other);
        }
    }

    private static Optional<StoredObject> described(SimulatedWorld world, ObjectKey key) {
        return world.bucket.describe(key).blockOptional(LIMIT);
    }

    /** A simulation that never gets anywhere would prove nothing. */
    @AfterContainer
    static void bothEndsWereReached() {
        assertThat(SEEN).containsOnlyKeys("Ready", "Rejected");
    }

    private static byte[] file(int dataBytes) {
        var header = """
                {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
