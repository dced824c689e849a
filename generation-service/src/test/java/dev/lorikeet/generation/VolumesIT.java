package dev.lorikeet.generation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.payload.Workers;
import dev.lorikeet.generation.volumes.Arrival;
import dev.lorikeet.generation.volumes.Presences;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A LoRA that a job waits for, over the real protocols: a want goes out, an answer comes in, and the job may go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VolumesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EventCodec codec = new EventCodec();
    private final List<DomainEvent> announced = new CopyOnWriteArrayList<>();
    private RunningGenerationService service;
    private Disposable listening;

    @BeforeAll
    void start(@TempDir Path data) {
        service = RunningGenerationService.start(data);
        listening = service.context()
                .getBean(EventLog.class)
                .subscribe(Topic.GENERATION_EVENTS.topicName(), "storage-worker", this::hear);
    }

    private Mono<Void> hear(WireRecord record) {
        return Mono.fromRunnable(() -> announced.add(((Decoded.Known) codec.decode(record)).envelope().event()));
    }

    @AfterAll
    void stop() {
        listening.dispose();
        service.close();
    }

    @Test
    void waitsForACopyAndGoesWhenItIsThere() {
        assertThat(arrival("rain")).isInstanceOf(Arrival.OnTheWay.class);
        var want = wanted("rain");
        says(new ObjectMirrored(want.lora(), want.object(), want.place(), want.wantedAt()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(arrival("rain")).isInstanceOf(Arrival.AllThere.class));
    }

    @Test
    void doesNotGoWhenACopyIsRefused() {
        arrival("dusk");
        var want = wanted("dusk");
        says(new ObjectNotMirrored(want.lora(), want.object().key(), want.place(),
                new Reason("VOLUME_UNKNOWN", "Nobody configured it.")));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(arrival("dusk")).isInstanceOf(Arrival.Impossible.class));
    }

    private Arrival arrival(String id) {
        var key = new ObjectKey("loras/20260304/12/demo/" + id + "/" + id + ".safetensors");
        var lora = new ChosenLora(new LoraId(id), "loras", NoiseExpert.BOTH, 1, id, id + ".safetensors",
                new StoredObject(key, 1000, new ETag("e-" + id)), null, List.of(), 0);
        return service.context()
                .getBean(Presences.class)
                .arrival(List.of(lora), new WorkspaceId("demo"), Workers.withVolumes("vol-1"))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private LoraWantedOnVolume wanted(String id) {
        await().atMost(LIMIT).until(() -> all(id).size() == 1);
        return all(id).getFirst();
    }

    private List<LoraWantedOnVolume> all(String id) {
        return announced.stream()
                .filter(LoraWantedOnVolume.class::isInstance)
                .map(LoraWantedOnVolume.class::cast)
                .filter(want -> want.lora().value().equals(id))
                .toList();
    }

    private void says(DomainEvent event) {
        service.context().getBean(Delivery.class).announce("mirrors", event.subject(), 1, event).block(LIMIT);
    }
}
