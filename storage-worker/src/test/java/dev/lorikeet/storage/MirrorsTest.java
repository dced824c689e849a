package dev.lorikeet.storage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumeId;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.storage.mirror.InMemoryVolume;
import dev.lorikeet.storage.mirror.InMemoryVolume.Quirk;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static dev.lorikeet.storage.Mirroring.LORA;
import static dev.lorikeet.storage.Mirroring.PART;
import static dev.lorikeet.storage.Mirroring.PLACE;
import static org.assertj.core.api.Assertions.assertThat;

/** What comes of a LoRA that is wanted on a volume; on twins of the engines, in virtual time. */
final class MirrorsTest {
    private static final int SIZE = 10 * PART + 17;

    private final Mirroring mirroring = new Mirroring(SIZE);
    private final InMemoryVolume volume = mirroring.volume;

    @Test
    void copiesAWantedLoraAndSaysSo() {
        mirroring.start();
        mirroring.want();
        assertThat(mirroring.announced()).singleElement().isInstanceOfSatisfying(ObjectMirrored.class, mirrored -> {
            assertThat(mirrored.object()).isEqualTo(mirroring.object());
            assertThat(mirrored.place()).isEqualTo(PLACE);
        });
        assertThat(volume.bytes(PLACE.path())).contains(mirroring.bytes);
        assertThat(volume.openUploads()).isZero();
    }

    @Test
    void putsASmallFileWithOneRequest() {
        var small = new Mirroring(100);
        small.start();
        small.want();
        assertThat(small.stands()).containsInstanceOf(ObjectMirrored.class);
        assertThat(small.volume.bytes(PLACE.path())).contains(small.bytes);
    }

    @Test
    void looksOnceMoreAndThenLeavesItAlone() {
        mirroring.start();
        mirroring.want();
        mirroring.instances.skip(Duration.ofMinutes(6));
        assertThat(mirroring.announced()).hasSize(1);
        volume.lose(PLACE.path());
        mirroring.instances.skip(Duration.ofMinutes(6));
        assertThat(mirroring.announced()).hasSize(1);
    }

    @Test
    void copiesAgainWhatTheVolumeHasLostMeanwhile() {
        mirroring.start();
        mirroring.want();
        volume.lose(PLACE.path());
        mirroring.instances.skip(Duration.ofMinutes(6));
        assertThat(mirroring.announced()).extracting(Object::getClass)
                .containsExactly(ObjectMirrored.class, ObjectMirrorLost.class, ObjectMirrored.class);
        assertThat(volume.bytes(PLACE.path())).contains(mirroring.bytes);
    }

    @Test
    void looksAtOnceWhenItIsWantedAgain() {
        mirroring.start();
        mirroring.want();
        volume.lose(PLACE.path());
        mirroring.want();
        assertThat(mirroring.announced()).hasSize(2).allMatch(ObjectMirrored.class::isInstance);
        assertThat(volume.bytes(PLACE.path())).contains(mirroring.bytes);
    }

    @Test
    void refusesAVolumeThatNobodyConfigured() {
        mirroring.start();
        mirroring.want(new VolumePlace(new VolumeId("unknown"), PLACE.path()));
        assertThat(mirroring.stands().orElseThrow()).isInstanceOfSatisfying(ObjectNotMirrored.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("VOLUME_UNKNOWN");
            assertThat(refused.reason().message()).contains("lorikeet.mirror.volumes.unknown");
        });
    }

    @Test
    void refusesAnObjectThatIsNotTheProvenOneAnyMore() {
        mirroring.start();
        mirroring.instances.bucket()
                .afterDescribing(
                        () -> mirroring.instances.bucket().put(LORA.key(), new byte[SIZE]));
        mirroring.want();
        assertThat(mirroring.stands().orElseThrow()).isInstanceOfSatisfying(ObjectNotMirrored.class,
                refused -> assertThat(refused.reason().code()).isEqualTo("SOURCE_CHANGED"));
        assertThat(volume.bytes(PLACE.path())).isEmpty();
        assertThat(volume.openUploads()).isZero();
    }

    @Test
    void overwritesNothingThatSomebodyElsePutThere() {
        mirroring.start();
        volume.hold(PLACE.path(), new byte[]{1, 2, 3});
        mirroring.want();
        mirroring.pass(Duration.ofMinutes(2));
        assertThat(mirroring.stands().orElseThrow()).isInstanceOfSatisfying(ObjectNotMirrored.class,
                refused -> assertThat(refused.reason().code()).isEqualTo("OCCUPIED"));
        mirroring.instances.happens(LORA.discarded());
        mirroring.instances.skip(Duration.ofMinutes(6));
        assertThat(volume.bytes(PLACE.path())).contains(new byte[]{1, 2, 3});
    }

    @Test
    void copiesAfterARefusalWhatIsWantedAgain() {
        mirroring.start();
        volume.hold(PLACE.path(), new byte[]{1, 2, 3});
        mirroring.want();
        mirroring.pass(Duration.ofMinutes(2));
        volume.lose(PLACE.path());
        mirroring.want();
        assertThat(mirroring.stands()).containsInstanceOf(ObjectMirrored.class);
    }

    @Test
    void waitsForAVolumeThatIsAwayWithoutAWord() {
        mirroring.start();
        volume.away(true);
        mirroring.want();
        mirroring.pass(Duration.ofMinutes(10));
        assertThat(mirroring.announced()).isEmpty();
        volume.away(false);
        mirroring.pass(Duration.ofMinutes(1));
        assertThat(mirroring.stands()).containsInstanceOf(ObjectMirrored.class);
    }

    @Test
    void believesTheFileAndNotTheAnswerWhenPuttingItTogetherTimesOut() {
        var small = new Mirroring(2 * PART);
        small.start();
        // A look, the leftovers, the beginning, two parts; then the end.
        small.volume.misbehave(List.of(Quirk.NONE, Quirk.NONE, Quirk.NONE, Quirk.NONE, Quirk.NONE,
                Quirk.DONE_BUT_FAILS, Quirk.HIDES, Quirk.HIDES));
        small.want();
        small.pass(Duration.ofSeconds(10));
        assertThat(small.stands()).containsInstanceOf(ObjectMirrored.class);
        assertThat(small.volume.bytes(PLACE.path())).contains(small.bytes);
    }

    @Test
    void removesTheCopiesOfARemovedLora() {
        mirroring.start();
        var other = new VolumePlace(Mirroring.VOLUME, new ObjectKey("models/loras/rain-0a1b2c3d4e5f.safetensors"));
        mirroring.want();
        mirroring.want(other);
        mirroring.instances.happens(LORA.discarded());
        assertThat(volume.bytes(PLACE.path())).isEmpty();
        assertThat(volume.bytes(other.path())).isEmpty();
        assertThat(mirroring.instances.announced(ObjectRemoved.class)).hasSize(1);
    }

    @Test
    void emptiesAPlaceOnceMoreInCaseSomebodyWasStillCopying() {
        mirroring.start();
        mirroring.want();
        mirroring.instances.happens(LORA.discarded());
        volume.hold(PLACE.path(), mirroring.bytes);
        mirroring.instances.skip(Duration.ofMinutes(6));
        assertThat(volume.bytes(PLACE.path())).isEmpty();
    }

    @Test
    void copiesNothingOfALoraThatIsGone() {
        mirroring.start();
        mirroring.want();
        var object = mirroring.object();
        mirroring.instances.happens(LORA.discarded());
        mirroring.instances.happens(new LoraWantedOnVolume(LORA.id(),
                LORA.workspace(), object, PLACE, mirroring.instances.now()));
        assertThat(mirroring.stands().orElseThrow()).isInstanceOfSatisfying(ObjectNotMirrored.class,
                refused -> assertThat(refused.reason().code()).isEqualTo("LORA_REMOVED"));
        assertThat(volume.bytes(PLACE.path())).isEmpty();
    }

    @Test
    void isCopiedByAnotherInstanceWhenTheFirstDiesInTheMiddle() {
        volume.partTakes(Duration.ofSeconds(5));
        var one = mirroring.start();
        mirroring.want();
        mirroring.pass(Duration.ofSeconds(8));
        one.die();
        assertThat(volume.openUploads()).isEqualTo(1);
        mirroring.start("two", mirroring.instances.bucket());
        mirroring.pass(Duration.ofMinutes(3));
        assertThat(mirroring.announced()).singleElement().isInstanceOf(ObjectMirrored.class);
        assertThat(volume.bytes(PLACE.path())).contains(mirroring.bytes);
        assertThat(volume.openUploads()).isZero();
    }

    /** Two parts of one file, which is what the settings say. */
    @Test
    void holdsNoMoreThanAFewPartsInMemory() {
        var read = new AtomicLong();
        var most = new AtomicLong();
        volume.partTakes(Duration.ofMillis(500));
        mirroring.start("one", new ForwardedObjectStore(mirroring.instances.bucket()) {
            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                return super.read(object, offset, length)
                        .doOnNext(bytes -> most.accumulateAndGet(
                                read.addAndGet(bytes.length) - volume.received(), Math::max));
            }
        });
        mirroring.want();
        mirroring.pass(Duration.ofSeconds(20));
        assertThat(mirroring.stands()).containsInstanceOf(ObjectMirrored.class);
        assertThat(most).hasValue(2L * PART);
    }
}
