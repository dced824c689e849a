package dev.lorikeet.storage;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.storage.mirror.InMemoryVolume;
import dev.lorikeet.storage.mirror.InMemoryVolume.Quirk;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import static dev.lorikeet.storage.Mirroring.PLACE;
import static org.assertj.core.api.Assertions.assertThat;

/** A volume may do what it likes. */
final class CopyProperties {
    private static final int STEPS = 60;
    private static final Set<Quirk> STRUCK = EnumSet.noneOf(Quirk.class);

    @Provide
    Arbitrary<List<Quirk>> quirks() {
        return Arbitraries.of(Quirk.class).list().ofMaxSize(40);
    }

    /** Whatever strikes in whatever order: what is announced as copied lies there, byte by byte, and in the end it is. */
    @Property(tries = 200)
    void announcesOnlyWhatLiesThere(@ForAll("quirks") List<Quirk> quirks,
            @ForAll @IntRange(min = 1, max = 5 * Mirroring.PART) int size, @ForAll @IntRange(max = 8) int deadline) {
        var mirroring = new Mirroring(size);
        mirroring.volume.misbehave(quirks);
        STRUCK.addAll(quirks);
        var one = mirroring.start();
        mirroring.want();
        for (int step = 0; step < STEPS && mirroring.stands().isEmpty(); step++) {
            if (step == deadline) {
                one.die();
                mirroring.start("two", mirroring.instances.bucket());
            }
            mirroring.pass(Duration.ofSeconds(15));
            assertThat(mirroring.volume.hasOverwritten()).isFalse();
        }
        assertThat(mirroring.stands()).containsInstanceOf(ObjectMirrored.class);
        assertThat(mirroring.volume.bytes(PLACE.path())).contains(mirroring.bytes);
    }

    /** What somebody else put there stays, and is never taken for ours. */
    @Property(tries = 100)
    void neverTouchesWhatIsNotItsOwn(@ForAll("quirks") List<Quirk> quirks,
            @ForAll @IntRange(min = 1, max = 5 * Mirroring.PART) int size) {
        var mirroring = new Mirroring(size);
        var theirs = new byte[size + 1];
        Arrays.fill(theirs, (byte) 7);
        mirroring.volume.hold(PLACE.path(), theirs);
        // A volume that hides what it has cannot be protected from being written to.
        mirroring.volume
                .misbehave(quirks.stream().filter(quirk -> quirk != Quirk.HIDES && quirk != Quirk.LIES).toList());
        mirroring.start();
        mirroring.want();
        for (int step = 0; step < STEPS && mirroring.stands().isEmpty(); step++) {
            mirroring.pass(Duration.ofSeconds(15));
        }
        assertThat(mirroring.stands()).containsInstanceOf(ObjectNotMirrored.class);
        assertThat(mirroring.volume.bytes(PLACE.path())).contains(theirs);
    }

    /** A property that no quirk ever met would prove nothing. */
    @AfterContainer
    static void everyQuirkStruck() {
        assertThat(STRUCK).containsExactlyInAnyOrder(Quirk.values());
    }
}
