package dev.lorikeet.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** The library and the copy of it, whatever becomes of what is said between them. */
final class CatalogueSimulation {
    private static final int LORAS = 12;
    private static final int STEPS = 25;
    /** Two to be sure, two more to be sure that asking did not help, the rebuild; and the topic may lack something too. */
    private static final int ROUNDS = 8;
    private static final Map<String, Double> SEEN = new HashMap<>();

    @Property(tries = 100)
    void endsWithTheCopyBeingTheLibraryWhateverIsLostRepeatedMixedUpOrDamaged(@ForAll long seed,
            @ForAll @DoubleRange(max = 0.4) double lossRate) {
        var world = new CatalogueWorld(seed, lossRate);
        for (int step = 0; step < STEPS; step++) {
            world.happens(Math.floorMod(seed + step * 7L, LORAS), true);
            world.pass(Duration.ofMillis(500));
        }
        world.heal();
        world.pass(CatalogueWorld.ROUND.multipliedBy(ROUNDS));
        assertThat(world.copy()).isEqualTo(world.library());
        count(world, "asked");
        count(world, "rebuilt");
        count(world, "differed");
        assertRest(world);
    }

    /** Nobody asks for anything any more once all is well. */
    private static void assertRest(CatalogueWorld world) {
        double asked = world.counted("asked");
        double rebuilt = world.counted("rebuilt");
        double differed = world.counted("differed");
        world.pass(CatalogueWorld.ROUND.multipliedBy(3));
        assertThat(world.counted("asked")).isEqualTo(asked);
        assertThat(world.counted("rebuilt")).isEqualTo(rebuilt);
        assertThat(world.counted("differed")).isEqualTo(differed);
    }

    /** A library that never stands still is compared too, and nobody is alarmed by that. */
    @Property(tries = 100)
    void asksForNothingWhileNothingIsLostHoweverMuchChanges(@ForAll long seed) {
        var world = new CatalogueWorld(seed, 0);
        for (int step = 0; step < 2 * STEPS; step++) {
            world.happens(Math.floorMod(seed + step * 7L, LORAS), false);
            world.pass(Duration.ofMillis(500));
        }
        assertThat(world.counted("agreed")).isPositive();
        assertThat(world.counted("asked") + world.counted("rebuilt")).isZero();
        world.pass(CatalogueWorld.ROUND);
        assertThat(world.copy()).isEqualTo(world.library());
    }

    private static void count(CatalogueWorld world, String outcome) {
        SEEN.merge(outcome, world.counted(outcome), Double::sum);
    }

    @AfterContainer
    static void healedInEveryWay() {
        assertThat(SEEN.values()).hasSize(3).allMatch(times -> times > 10);
    }
}
