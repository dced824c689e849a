package dev.lorikeet.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.upload.FileName;
import dev.lorikeet.lora.upload.Ticket;
import dev.lorikeet.lora.upload.TicketRequest;
import dev.lorikeet.simulation.SimulatedWorld.LoraApi;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterContainer;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads while everything fails now and then, and what must be true when it stops failing. */
final class UploadSimulation {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final LoraDescription RAIN = new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null);
    private static final byte[] GOOD = file(8);
    private static final byte[] CUT_SHORT = file(7);
    private static final Map<String, Integer> SEEN = new HashMap<>();

    /** Everybody who was told "done" gets a verdict; what is ready is known and stored, and nothing else is. */
    @Property(tries = 300)
    void givesEveryCompletedUploadItsVerdict(@ForAll long seed, @ForAll @DoubleRange(max = 0.25) double faultRate) {
        var world = new SimulatedWorld(seed, faultRate);
        var api = world.startLoraApi();
        world.startStorageWorker();
        world.startStorageWorker();
        var catalogue = world.startGenerationService();
        Map<LoraId, byte[]> completed = new HashMap<>();
        for (int step = 0; step < 10; step++) {
            upload(world, api).ifPresent(done -> completed.put(done.getKey(), done.getValue()));
            world.bucket.away(world.chance().nextDouble() < faultRate);
            world.pass(Duration.ofMillis(world.chance().nextInt(3_000)));
        }
        world.heal();
        world.pass(Duration.ofMinutes(3));
        completed.forEach((lora, bytes) -> {
            assertSettled(api, catalogue, lora, bytes);
            assertStoredIfReady(world, api, lora);
        });
        completed.keySet().forEach(lora -> assertThat(answered(api.deletions().delete(lora))).isPresent());
        world.pass(Duration.ofMinutes(3));
        completed.keySet().forEach(lora -> assertGone(world, api, catalogue, lora));
    }

    private static Optional<Map.Entry<LoraId, byte[]>> upload(SimulatedWorld world, LoraApi api) {
        var bytes = world.chance().nextBoolean() ? GOOD : CUT_SHORT;
        var ticket = answered(api.uploads()
                .start(new TicketRequest(new WorkspaceId("demo"), "kim",
                        new FileName("rain.safetensors"), bytes.length, null, RAIN, null)));
        ticket.map(Ticket::lora)
                .map(Lora.Known::identity)
                .ifPresent(identity -> world.bucket
                        .put(identity.expected().key(), bytes));
        return ticket.flatMap(issued -> answered(api.uploads().complete(issued.lora(), null)))
                .map(done -> Map.entry(done.identity().lora(), bytes));
    }

    /** Empty where the answer was lost or refused: then nothing was promised. */
    private static <T> Optional<T> answered(Mono<T> call) {
        return call.onErrorResume(failure -> failure instanceof Unavailable || failure instanceof Refused,
                _ -> Mono.empty()).blockOptional(LIMIT);
    }

    private static Lora find(LoraApi api, LoraId lora) {
        return api.loras().find(lora).blockOptional(LIMIT).orElseThrow().state();
    }

    private static void assertSettled(LoraApi api, Catalogue catalogue, LoraId lora, byte[] bytes) {
        var state = find(api, lora);
        var entry = catalogue.find(lora).blockOptional(LIMIT);
        if (bytes.length == GOOD.length) {
            assertThat(state).isInstanceOf(Lora.Ready.class);
            assertThat(entry.orElseThrow().object()).isEqualTo(((Lora.Ready) state).proof().object());
        } else {
            assertThat(state).isInstanceOf(Lora.Rejected.class);
            assertThat(entry).isEmpty();
        }
        SEEN.merge(state.getClass().getSimpleName(), 1, Integer::sum);
    }

    private static void assertStoredIfReady(SimulatedWorld world, LoraApi api, LoraId lora) {
        switch (find(api, lora)) {
            case Lora.Ready ready -> assertThat(described(world, ready.proof().object().key()))
                    .contains(ready.proof().object());
            case Lora.Rejected rejected -> assertThat(described(world, rejected.identity().expected().key())).isEmpty();
            case Lora other -> throw new AssertionError("not settled: " + other);
        }
    }

    private static void assertGone(SimulatedWorld world, LoraApi api, Catalogue catalogue, LoraId lora) {
        var state = find(api, lora);
        assertThat(state).isInstanceOf(Lora.Deleted.class);
        assertThat(described(world, ((Lora.Deleted) state).identity().expected().key())).isEmpty();
        assertThat(catalogue.find(lora).blockOptional(LIMIT)).isEmpty();
        SEEN.merge("Deleted", 1, Integer::sum);
    }

    private static Optional<StoredObject> described(SimulatedWorld world, ObjectKey key) {
        return world.bucket.describe(key).blockOptional(LIMIT);
    }

    /** A simulation that never gets anywhere would prove nothing. */
    @AfterContainer
    static void allEndsWereReached() {
        assertThat(SEEN).containsOnlyKeys("Ready", "Rejected", "Deleted");
    }

    private static byte[] file(int dataBytes) {
        var header = """
                {"blocks.0.ffn.0.lora_down.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},
                "blocks.0.ffn.0.lora_up.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]}}"""
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
