package dev.lorikeet.simulation.saga;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves out faults as long as the same truth breaks, until none of them can be spared. */
final class Shrinking {
    private static final int MOST_RUNS = 200;

    private final Saga saga;
    private final String truth;
    private final Set<Long> spared = new HashSet<>();
    private Saga.Outcome smallest;
    private int runs;

    private Shrinking(Saga saga, Saga.Outcome broken) {
        this.saga = saga;
        this.truth = numberOf(broken);
        this.smallest = broken;
    }

    /** What is left of a run that broke a truth, told step by step. */
    static Saga.Outcome of(Saga saga, Saga.Outcome broken) {
        var shrinking = new Shrinking(saga, broken);
        for (int size = Math.max(1, broken.struck().size() / 2); size >= 1; size /= 2) {
            shrinking.sparing(size);
        }
        return saga.without(shrinking.spared).told(true).run();
    }

    private void sparing(int size) {
        for (int from = 0; from < smallest.struck().size() && runs < MOST_RUNS;) {
            var struck = smallest.struck();
            var part = struck.subList(from, Math.min(from + size, struck.size()));
            if (!breaksWithout(part)) {
                from += size;
            }
        }
    }

    private boolean breaksWithout(List<Fault.Struck> part) {
        var without = new HashSet<>(spared);
        without.addAll(part.stream().map(Fault.Struck::key).collect(Collectors.toSet()));
        var outcome = saga.without(without).run();
        runs++;
        if (outcome.broken().isEmpty() || !numberOf(outcome).equals(truth)) {
            return false;
        }
        spared.addAll(without);
        smallest = outcome;
        return true;
    }

    private static String numberOf(Saga.Outcome outcome) {
        return outcome.broken().map(text -> text.substring(0, text.indexOf('.'))).orElse("");
    }
}
