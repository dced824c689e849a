package dev.lorikeet.generation.volumes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Workers;
import dev.lorikeet.generation.volumes.Arrival.AllThere;
import dev.lorikeet.generation.volumes.Arrival.Impossible;
import dev.lorikeet.generation.volumes.Arrival.OnTheWay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** What a job hears that needs its LoRAs on volumes; on twins of the engines, in virtual time. */
final class PresencesTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final WorkspaceId DEMO = new WorkspaceId("demo");
    private static final VolumeLimits LIMITS = new VolumeLimits(Duration.ofSeconds(3), Duration.ofHours(1),
            Duration.ofMinutes(1), Duration.ofMinutes(10));
    private static final ChosenLora RAIN = lora("rain");
    private static final ChosenLora DUSK = lora("dusk");
    private static final Worker ONE = Workers.withVolumes("vol-1");
    private static final Worker TWO = Workers.withVolumes("vol-1", "vol-2");

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final InMemoryEventLog log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
    private final Delivery delivery = new Delivery("generation-service",
            new Engines(InMemoryDocumentStore::new, log, this::now, scheduler, "one"), DeliveryLimits.defaults(),
            new SimpleMeterRegistry());
    private final Presences presences = new Presences(delivery, LIMITS, this::now);

    @BeforeEach
    void start() {
        var _ = new CopiesConsumer(delivery, presences);
        delivery.start();
    }

    private static ChosenLora lora(String id) {
        var key = new ObjectKey("loras/20260304/12/demo/" + id + "/" + id + ".safetensors");
        return new ChosenLora(new LoraId(id), "loras", NoiseExpert.BOTH, 1, "LoRA " + id, id + ".safetensors",
                new StoredObject(key, 1000, new ETag("e-" + id)), null, List.of(), 0);
    }

    private Instant now() {
        return NOON.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    }

    @Test
    void letsAJobGoThatNeedsNoVolume() {
        assertThat(arrival(Workers.withVolumes(), RAIN)).isInstanceOf(AllThere.class);
        assertThat(arrival(ONE)).isInstanceOf(AllThere.class);
        assertThat(wanted()).isEmpty();
    }

    @Test
    void wantsWhatIsMissingOnceAndSaysWhatAJobWaitsFor() {
        for (int look = 0; look < 3; look++) {
            assertThat(arrival(ONE, RAIN)).isInstanceOfSatisfying(OnTheWay.class, way -> {
                assertThat(way.reason()).isEqualTo("LoRA rain is being copied to the network volume vol-1.");
                assertThat(way.pause()).isEqualTo(LIMITS.lookAgain());
            });
            pass(A_MOMENT);
        }
        assertThat(wanted()).singleElement().satisfies(want -> {
            assertThat(want.object()).isEqualTo(RAIN.object());
            assertThat(want.place().path().value())
                    .matches("models/loras/rain-[0-9a-f]{12}\\.safetensors");
        });
    }

    @Test
    void letsAJobGoWhenEverythingIsOnEveryVolume() {
        arrival(TWO, RAIN, DUSK);
        pass(A_MOMENT);
        assertThat(wanted()).hasSize(4);
        wanted().stream().limit(3).forEach(want -> says(1, mirrored(want)));
        assertThat(arrival(TWO, RAIN, DUSK)).isInstanceOf(OnTheWay.class);
        says(1, mirrored(wanted().getLast()));
        assertThat(arrival(TWO, RAIN, DUSK)).isInstanceOf(AllThere.class);
    }

    @Test
    void saysWhyAJobCannotGoAndTriesAgainForALaterOne() {
        arrival(TWO, RAIN);
        pass(A_MOMENT);
        says(1, refused(wanted().getFirst()));
        assertThat(arrival(TWO, RAIN)).isEqualTo(new Impossible(
                "LoRA rain cannot be copied to the network volume vol-1. Nobody configured it."));
        pass(Duration.ofMinutes(2));
        assertThat(arrival(TWO, RAIN)).isInstanceOf(OnTheWay.class);
        pass(A_MOMENT);
        assertThat(wanted()).hasSize(3);
    }

    @Test
    void waitsAgainForACopyThatTheVolumeHasLost() {
        arrival(ONE, RAIN);
        pass(A_MOMENT);
        var want = wanted().getFirst();
        says(1, mirrored(want));
        says(2, new ObjectMirrorLost(want.lora(), want.object().key(), want.place()));
        assertThat(arrival(ONE, RAIN)).isInstanceOf(OnTheWay.class);
        says(3, mirrored(want));
        assertThat(arrival(ONE, RAIN)).isInstanceOf(AllThere.class);
        assertThat(wanted()).hasSize(1);
    }

    @Test
    void doesNotMindWhatComesLateOrTwice() {
        arrival(ONE, RAIN);
        pass(A_MOMENT);
        var want = wanted().getFirst();
        says(2, mirrored(want));
        says(1, refused(want));
        says(2, mirrored(want));
        assertThat(arrival(ONE, RAIN)).isInstanceOf(AllThere.class);
    }

    @Test
    void hasACopyLookedAtThatNobodyHasSeenForLong() {
        arrival(ONE, RAIN);
        pass(A_MOMENT);
        says(1, mirrored(wanted().getFirst()));
        pass(LIMITS.trustFor());
        assertThat(arrival(ONE, RAIN)).isInstanceOf(OnTheWay.class);
        pass(A_MOMENT);
        assertThat(wanted()).hasSize(2);
    }

    @Test
    void wantsOnceMoreWhatNobodyAnswers() {
        arrival(ONE, RAIN);
        pass(LIMITS.askAgainAfter());
        arrival(ONE, RAIN);
        pass(A_MOMENT);
        assertThat(wanted()).hasSize(2);
    }

    private Arrival arrival(Worker worker, ChosenLora... loras) {
        return presences.arrival(List.of(loras), DEMO, worker).blockOptional(LIMIT).orElseThrow();
    }

    private void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    private ObjectMirrored mirrored(LoraWantedOnVolume want) {
        return new ObjectMirrored(want.lora(), want.object(), want.place(), now());
    }

    private static ObjectNotMirrored refused(LoraWantedOnVolume want) {
        return new ObjectNotMirrored(want.lora(), want.object().key(), want.place(),
                new Reason("VOLUME_UNKNOWN", "Nobody configured it."));
    }

    private void says(long sequence, OfCopy event) {
        log.append(new EventCodec().encode(new EventEnvelope<>(event.subject() + "." + sequence,
                "/storage-worker/mirrors", sequence, now(), null, event))).block(LIMIT);
        pass(A_MOMENT);
    }

    private List<LoraWantedOnVolume> wanted() {
        var codec = new EventCodec();
        return log.records(Topic.GENERATION_EVENTS.topicName())
                .stream()
                .map(codec::decode)
                .map(decoded -> (LoraWantedOnVolume) ((Decoded.Known) decoded).envelope().event())
                .toList();
    }
}
