package dev.lorikeet.simulation.saga;

import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulation that does not see a wrong protocol has gone blind. */
final class MutantsSimulation {
    private static final int WITHIN_SEEDS = 200;

    @TestFactory
    Stream<DynamicTest> findsWhoever() {
        return Mutants.all()
                .entrySet()
                .stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.getKey(),
                        () -> assertThat(LongStream.rangeClosed(1, WITHIN_SEEDS)
                                .mapToObj(Saga::of)
                                .map(saga -> saga.of(mutant.getValue()).run().broken())
                                .anyMatch(broken -> broken.isPresent()))
                                .as("found within " + WITHIN_SEEDS + " seeds")
                                .isTrue()));
    }

    @Test
    void knowsEnoughWaysToBeWrong() {
        assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(12);
    }
}
