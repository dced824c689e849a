package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One LoRA, one job, and no chance: every fault at every step that changes something, and with {@code -Dsim.depth=2} every
 * second one after it. With {@code 3} there is a third, and they strike the steps between systems, because all of those
 * within would be millions.
 */
final class ExhaustiveSimulation {
    private static final int MOST_SEEDS = 1_000;
    private static final Fault[] FAULTS = {Fault.DIES_BEFORE, Fault.DIES_AFTER, Fault.ANSWER_LOST};
    /** Leases of relays and plans of sweeps are written every few seconds, and struck by chance often enough. */
    private static final Pattern CHANGING = Pattern
            .compile("(?!leases|sweeps)\\w.*\\.(write|writeAll|pull|moveDue|forget)"
                    + "|log\\.(publish|append|deliver)|runpod\\.(submit|cancel)|bucket\\.(begin|complete|put|remove|abort)");
    /** What another service, the bucket or RunPod gets to know of. */
    private static final Pattern BETWEEN = Pattern
            .compile("(loras|verifications|removals|generations)\\.write|log\\.publish"
                    + "|runpod\\.(submit|cancel)|bucket\\.(begin|complete|put|remove|abort)");
    private static final int MOST_FAULTS_WITHIN = 2;
    private static final int DEPTH = Integer.getInteger("sim.depth", 1);
    private static final Set<String> WHOLE = Set.of("a LoRA was proven", "a job was sent with a LoRA",
            "a job succeeded");

    private record Step(long key, String what) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsEveryTruthWhereverOneFaultStrikes(boolean inParts) {
        long seed = LongStream.rangeClosed(1, MOST_SEEDS)
                .filter(one -> isWhole(one, inParts))
                .findFirst()
                .orElseThrow();
        var steps = new ArrayList<Step>();
        run(seed, Map.of(), steps);
        long runs = 1 + Batch.all(later(steps, Map.of()).stream()
                .flatMap(step -> Stream.of(FAULTS).map(fault -> Map.of(step.key(), fault)))
                .<Callable<Long>>map(first -> () -> explore(seed, first, DEPTH - 1))
                .toList()).stream().mapToLong(Long::longValue).sum();
        System.out.printf("Up to %d faults in the life of one LoRA%s and one job: %d runs, no truth broken%n", DEPTH,
                inParts ? " in parts" : "", runs);
        assertThat(runs).isGreaterThan(100);
    }

    /** Whether without a fault the LoRA is proven, and a video is made with it. */
    private static boolean isWhole(long seed, boolean inParts) {
        var steps = new ArrayList<Step>();
        var seen = run(seed, Map.of(), steps).sometimes().keySet();
        return seen.containsAll(WHOLE)
                && inParts == steps.stream().anyMatch(step -> step.what().equals("bucket.complete"));
    }

    private static Saga.Outcome run(long seed, Map<Long, Fault> faults, List<Step> steps) {
        var outcome = Saga.small(seed, (key, what) -> {
            steps.add(new Step(key, what));
            return faults.get(key);
        }).run();
        assertThat(outcome.broken()).as(() -> "seed " + seed + ", faults " + outcome.struck()).isEmpty();
        return outcome;
    }

    /** All ways to go on from these faults; those that strike before the last of them were tried with fewer. */
    private static long explore(long seed, Map<Long, Fault> faults, int left) {
        var steps = new ArrayList<Step>();
        run(seed, faults, steps);
        long runs = 1;
        if (left > 0) {
            for (var step : later(steps, faults)) {
                for (var fault : FAULTS) {
                    var more = new HashMap<>(faults);
                    more.put(step.key(), fault);
                    runs += explore(seed, more, left - 1);
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
                .filter(step -> (DEPTH > MOST_FAULTS_WITHIN ? BETWEEN : CHANGING).matcher(step.what()).matches())
                .toList();
    }
}
