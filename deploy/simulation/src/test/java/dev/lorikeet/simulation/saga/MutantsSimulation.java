package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulation that does not see a wrong protocol has gone blind. */
final class MutantsSimulation {
    private static final int WITHIN_SEEDS = Integer.getInteger("sim.mutants", 500);

    @TestFactory
    Stream<DynamicTest> findsWhoever() {
        return Stream.of(Mutants.all(), RareMutants.all(), BlindMutants.all())
                .flatMap(all -> all.entrySet().stream())
                .map(mutant -> DynamicTest.dynamicTest(mutant.getKey(), () -> finds(mutant)));
    }

    private static void finds(Map.Entry<String, Mutant> mutant) {
        var result = Batch.run(seed -> Saga.of(seed).of(mutant.getValue()), 1, WITHIN_SEEDS, Duration.ofHours(1));
        var found = result.broken();
        System.out.println("\"" + mutant.getKey() + "\": " + found
                .map(outcome -> "seed " + outcome.seed() + ", " + outcome.broken().orElse(""))
                .orElse("not found"));
        assertThat(found).as("found within " + WITHIN_SEEDS + " seeds").isPresent();
    }

    @Test
    void knowsEnoughWaysToBeWrong() {
        assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(12);
    }
}
