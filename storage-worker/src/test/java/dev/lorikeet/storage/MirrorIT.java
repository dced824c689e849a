package dev.lorikeet.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.VolumeId;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.mirror.VolumeStandIn;
import dev.lorikeet.storage.mirror.VolumeStandIn.Habit;
import dev.lorikeet.storage.objects.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncRequestBody;

import static dev.lorikeet.storage.RunningStorageWorker.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A LoRA on its way to a volume and off it again, over the real protocols and with everything that a volume does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MirrorIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VOLUME = "agv6w2qcg7";
    private static final int LIMIT_OF_A_REQUEST = 6 << 20;
    private static final int SIZE = 17_000_003;

    private final EventCodec codec = new EventCodec();
    private final List<DomainEvent> announced = new CopyOnWriteArrayList<>();
    private VolumeStandIn volume;
    private RunningStorageWorker worker;
    private Disposable listening;

    @BeforeAll
    void start(@TempDir Path data) {
        volume = VolumeStandIn.start(data.resolve("volume"), VOLUME, LIMIT_OF_A_REQUEST);
        var at = "--lorikeet.mirror.volumes." + VOLUME + ".";
        worker = new RunningStorageWorker(data, at + "endpoint=" + volume.endpoint(), at + "region=EU-RO-1",
                at + "access-key=" + VolumeStandIn.CREDENTIALS.accessKey(),
                at + "secret-key=" + VolumeStandIn.CREDENTIALS.secretKey(), "--lorikeet.mirror.part-size=5MB",
                "--lorikeet.mirror.pause=100ms");
        listening = worker.bean(EventLog.class)
                .subscribe(Topic.STORAGE_EVENTS.topicName(), "generation-service", this::hear);
    }

    private Mono<Void> hear(WireRecord record) {
        return Mono.fromRunnable(() -> announced.add(((Decoded.Known) codec.decode(record)).envelope().event()));
    }

    @AfterAll
    void stop() {
        listening.dispose();
        worker.close();
        volume.close();
    }

    @Test
    void copiesALoraThroughEveryTroubleAndRemovesItInTheEnd() {
        var lora = new LoraId("wanted");
        var bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        var object = put(lora, bytes);
        var place = new VolumePlace(new VolumeId(VOLUME), new ObjectKey("loras/wanted-0a1b2c3d4e5f.safetensors"));
        volume.misbehave(Habit.BAD_GATEWAY, Habit.DENIED, Habit.BAD_GATEWAY, Habit.COMPLETE_TIMES_OUT, Habit.HIDDEN);
        happens("presences", new LoraWantedOnVolume(lora, new WorkspaceId("demo"), object, place, Instant.now()));
        assertThat(heard(lora, ObjectMirrored.class).place()).isEqualTo(place);
        assertThat(volume.toCome()).isEmpty();
        assertThat(volume.bytes(place.path())).contains(bytes);
        assertThat(worker.bean(MeterRegistry.class).counter("lorikeet.mirror.bytes").count()).isEqualTo(SIZE);

        happens("loras", new LoraDiscarded(lora, new WorkspaceId("demo"), object.key()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(volume.bytes(place.path())).isEmpty());
    }

    @Test
    void refusesAVolumeThatIsNotConfigured() {
        var lora = new LoraId("elsewhere");
        var place = new VolumePlace(new VolumeId("elsewhere"), new ObjectKey("loras/a-0a1b2c3d4e5f.safetensors"));
        happens("presences", new LoraWantedOnVolume(lora, new WorkspaceId("demo"), put(lora, new byte[10]), place,
                Instant.now()));
        assertThat(heard(lora, ObjectNotMirrored.class).reason().code()).isEqualTo("VOLUME_UNKNOWN");
    }

    private StoredObject put(LoraId lora, byte[] bytes) {
        var key = new ObjectKey("loras/20260304/12/demo/" + lora.value() + "/a.safetensors");
        worker.s3()
                .putObject(put -> put.bucket(BUCKET).key(key.value()), AsyncRequestBody.fromBytesUnsafe(bytes))
                .join();
        return worker.bean(ObjectStore.class).describe(key).blockOptional(LIMIT).orElseThrow();
    }

    private void happens(String collection, DomainEvent event) {
        worker.bean(Delivery.class).announce(collection, event.subject(), 1, event).block(LIMIT);
    }

    /** And nothing else of its kind. */
    private <E extends StorageEvent> E heard(LoraId lora, Class<E> kind) {
        await().atMost(LIMIT).until(() -> all(lora, kind).size() == 1);
        return all(lora, kind).getFirst();
    }

    private <E extends StorageEvent> List<E> all(LoraId lora, Class<E> kind) {
        return announced.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(event -> event.lora().equals(lora))
                .toList();
    }
}
