package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    @Test
    void keepsEveryTruthWhereverOneFaultStrikes() {
        int depth = Integer.getInteger("sim.depth", 1);
        var steps = new ArrayList<Step>();
        run(Map.of(), steps);
        long runs = 1 + Batch.all(later(steps, Map.of()).stream()
                .flatMap(step -> Stream.of(FAULTS).map(fault -> Map.of(step.key(), fault)))
                .<Callable<Long>>map(first -> () -> explore(first, depth - 1))
                .toList()).stream().mapToLong(Long::longValue).sum();
        System.out.printf("Up to %d faults in the life of one LoRA and one job: %d runs, no truth broken%n", depth,
                runs);
        assertThat(runs).isGreaterThan(50);
    }

    private static void run(Map<Long, Fault> faults, List<Step> steps) {
        var outcome = Saga.small(SEED, (key, what) -> {
            steps.add(new Step(key, what));
            return faults.get(key);
        }).run();
        assertThat(outcome.broken()).as(() -> "faults " + outcome.struck()).isEmpty();
    }

    /** All ways to go on from these faults; those that strike before the last of them were tried with fewer. */
    private static long explore(Map<Long, Fault> faults, int left) {
        var steps = new ArrayList<Step>();
        run(faults, steps);
        long runs = 1;
        if (left > 0) {
            for (var step : later(steps, faults)) {
                for (var fault : FAULTS) {
                    var more = new HashMap<>(faults);
                    more.put(step.key(), fault);
                    runs += explore(more, left - 1);
                }
            }
        }
        return runs;
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
