package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One LoRA, one job, and no chance: every fault at every step that changes something, and with
 * {@code -Dsim.depth=2} or {@code 3} every second and third one after it.
 */
final class ExhaustiveSimulation {
    /** In its run without a fault the LoRA is proven and the job succeeds. */
    private static final long SEED = 1;
    private static final Fault[] FAULTS = {Fault.DIES_BEFORE, Fault.DIES_AFTER, Fault.ANSWER_LOST};
    private static final Pattern CHANGING = Pattern.compile(
            "(loras|verifications|removals|generations)\\.write|log\\.publish|runpod\\.(submit|cancel)"
                    + "|bucket\\.(begin|complete|put|remove|abort)");

    private record Step(long key, String what) {}

    private int runs;

    @Test
    void keepsEveryTruthWhereverOneFaultStrikes() {
        explore(Map.of(), Integer.getInteger("sim.depth", 1));
        assertThat(runs).isGreaterThan(50);
    }

    /** All ways to go on from these faults; those that strike before the last of them were tried with fewer. */
    private void explore(Map<Long, Fault> faults, int left) {
        var steps = new ArrayList<Step>();
        var outcome = Saga.small(SEED, (key, what) -> {
            steps.add(new Step(key, what));
            return faults.get(key);
        }).run();
        runs++;
        assertThat(outcome.broken()).as(() -> "faults " + outcome.struck()).isEmpty();
        if (left > 0) {
            later(steps, faults).forEach(step -> {
                for (var fault : FAULTS) {
                    var more = new HashMap<>(faults);
                    more.put(step.key(), fault);
                    explore(more, left - 1);
                }
            });
        }
    }

    private static List<Step> later(List<Step> steps, Map<Long, Fault> faults) {
        int last = -1;
        for (int index = 0; index < steps.size(); index++) {
            last = faults.containsKey(steps.get(index).key()) ? index : last;
        }
        return steps.subList(last + 1, steps.size())
                .stream()
                .filter(step -> CHANGING.matcher(step.what()).matches())
                .toList();
    }
}
