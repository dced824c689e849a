package dev.lorikeet.generation.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever orders what, and however long it takes. */
final class LaneProperties {
    @Property(tries = 300)
    void neverGivesMoreThanThereIs(@ForAll long seed) {
        var chance = new Random(seed);
        var limits = LaneTest.limits(1 + chance.nextInt(6), 1 + chance.nextInt(4));
        var lane = Lane.EMPTY;
        var now = LaneTest.NOW;
        for (int step = 0; step < 200; step++) {
            now = now.plusSeconds(chance.nextInt(300));
            if (chance.nextInt(3) == 0 && !lane.slots().isEmpty()) {
                lane = LaneTest.lane(lane.release(lane.slots().get(chance.nextInt(lane.slots().size())).job()));
            } else {
                var waiting = new ArrayList<Candidate>();
                for (int one = 0; one < chance.nextInt(6); one++) {
                    waiting.add(LaneTest.waiting("w" + chance.nextInt(5), "j" + chance.nextInt(40)));
                }
                if (lane.take(waiting, limits, now) instanceof Decision.Accepted<Lane, ?, Lane.Full>(var next, var _)) {
                    lane = next;
                }
            }
            assertThat(lane.slots()).hasSizeLessThanOrEqualTo(limits.perEndpoint())
                    .extracting(Lane.Slot::job)
                    .doesNotHaveDuplicates();
            for (var slot : lane.slots()) {
                assertThat(lane.placesOf(slot.workspace())).isLessThanOrEqualTo(limits.perWorkspace());
            }
        }
    }

    /** All want more than there is, and every job takes as long as another. */
    @Property(tries = 300)
    void servesAllWhoWantTheSameEquallyOften(@ForAll long seed) {
        var chance = new Random(seed);
        int workspaces = 2 + chance.nextInt(6);
        var limits = LaneTest.limits(1 + chance.nextInt(5), 1 + chance.nextInt(3));
        var served = new HashMap<String, Integer>();
        var underWay = new ArrayDeque<GenerationId>();
        var lane = Lane.EMPTY;
        for (int round = 0; round < 100; round++) {
            var now = LaneTest.NOW.plusSeconds(round);
            var waiting = new ArrayList<Candidate>();
            for (int workspace = 0; workspace < workspaces; workspace++) {
                waiting.add(LaneTest.waiting("w" + workspace, "j" + workspace + "-" + round));
            }
            Collections.shuffle(waiting, chance);
            if (lane.take(waiting, limits, now) instanceof Decision.Accepted<Lane, ?, Lane.Full>(var next, var _)) {
                lane = next;
                underWay.add(next.slots().getLast().job());
                served.merge(next.slots().getLast().workspace().value(), 1, Integer::sum);
                assertThat(spread(served, workspaces)).isLessThanOrEqualTo(1);
            } else {
                lane = LaneTest.lane(lane.release(underWay.remove()));
            }
        }
        assertThat(served).hasSize(workspaces);
    }

    private static int spread(HashMap<String, Integer> served, int workspaces) {
        var counts = List.copyOf(served.values());
        int least = counts.size() < workspaces ? 0 : Collections.min(counts);
        return Collections.max(counts) - least;
    }

    /** However long the jobs of others take. */
    @Property(tries = 300)
    void letsNobodyStarve(@ForAll long seed) {
        var chance = new Random(seed);
        int workspaces = 2 + chance.nextInt(6);
        var limits = LaneTest.limits(1 + chance.nextInt(5), 1 + chance.nextInt(3));
        var unserved = new HashMap<String, Integer>();
        var lane = Lane.EMPTY;
        for (int round = 0; round < 200; round++) {
            var now = LaneTest.NOW.plusSeconds(round);
            var waiting = new ArrayList<Candidate>();
            for (int workspace = 0; workspace < workspaces; workspace++) {
                waiting.add(LaneTest.waiting("w" + workspace, "j" + workspace + "-" + round));
            }
            if (lane.take(waiting, limits, now) instanceof Decision.Accepted<Lane, ?, Lane.Full>(var next, var _)) {
                lane = next;
                var chosen = next.slots().getLast().workspace();
                waiting.forEach(one -> unserved.merge(one.workspace().value(), 1, Integer::sum));
                unserved.put(chosen.value(), 0);
                var current = lane;
                unserved.forEach((workspace, rounds) -> assertThat(rounds).as(workspace)
                        .isLessThanOrEqualTo(hasPlace(current, workspace) ? Integer.MAX_VALUE : 2 * workspaces));
            } else {
                lane = LaneTest.lane(lane.release(lane.slots().get(chance.nextInt(lane.slots().size())).job()));
            }
        }
    }

    private static boolean hasPlace(Lane lane, String workspace) {
        return lane.slots().stream().anyMatch(slot -> slot.workspace().value().equals(workspace));
    }
}
