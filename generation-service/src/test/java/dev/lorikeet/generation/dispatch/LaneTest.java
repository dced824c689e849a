package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import dev.lorikeet.generation.dispatch.Lane.Full;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LaneTest {
    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    static DispatchLimits limits(int perEndpoint, int perWorkspace) {
        var time = Duration.ofMinutes(1);
        return new DispatchLimits(perEndpoint, perWorkspace, 2, time, time, time, time, 8, time, time, time, time, time,
                time);
    }

    static Candidate waiting(String workspace, String job) {
        return new Candidate(new GenerationId(job), new WorkspaceId(workspace), NOW);
    }

    static Lane lane(Decision<Lane, ?, Full> decision) {
        return switch (decision) {
            case Decision.Accepted<Lane, ?, Full>(var next, var _) -> next;
            case Decision.Unchanged<Lane, ?, Full>(var current) -> current;
            case Decision.Refused<Lane, ?, Full>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Lane taking(Lane lane, DispatchLimits limits, Candidate... waiting) {
        return lane(lane.take(List.of(waiting), limits, NOW));
    }

    private static String last(Lane lane) {
        return lane.slots().getLast().job().value();
    }

    @Test
    void givesNoMorePlacesThanThereAre() {
        var limits = limits(2, 2);
        var full = taking(taking(Lane.EMPTY, limits, waiting("a", "1")), limits, waiting("a", "2"));
        assertThat(full.take(List.of(waiting("b", "3")), limits, NOW))
                .isEqualTo(Decision.refuse(Full.NO_PLACE_FREE));
        var one = taking(Lane.EMPTY, limits(2, 1), waiting("a", "1"));
        assertThat(one.take(List.of(waiting("a", "2")), limits(2, 1), NOW))
                .isEqualTo(Decision.refuse(Full.NOBODY_MAY));
        assertThat(one.take(List.of(), limits, NOW)).isEqualTo(Decision.refuse(Full.NOBODY_MAY));
    }

    @Test
    void givesNoJobASecondPlace() {
        var one = taking(Lane.EMPTY, limits(5, 5), waiting("a", "1"));
        assertThat(one.take(List.of(waiting("a", "1")), limits(5, 5), NOW))
                .isEqualTo(Decision.refuse(Full.NOBODY_MAY));
    }

    @Test
    void prefersWhoHasFewestPlacesThenWhoWasServedLongestAgo() {
        var limits = limits(9, 9);
        var one = taking(Lane.EMPTY, limits, waiting("a", "1"), waiting("b", "2"));
        assertThat(last(one)).isEqualTo("1");
        var two = taking(one, limits, waiting("a", "3"), waiting("b", "2"));
        assertThat(last(two)).isEqualTo("2");
        var none = lane(lane(two.release(new GenerationId("1"))).release(new GenerationId("2")));
        var third = lane(none.take(List.of(waiting("b", "4")), limits, NOW.plusSeconds(1)));
        var free = lane(third.release(new GenerationId("4")));
        assertThat(last(taking(free, limits, waiting("b", "5"), waiting("a", "6")))).isEqualTo("6");
    }

    @Test
    void forgetsWhoWasServedLongAgo() {
        var old = taking(Lane.EMPTY, limits(9, 9), waiting("a", "1"));
        var later = lane(old.take(List.of(waiting("b", "2")), limits(9, 9), NOW.plus(Duration.ofHours(2))));
        assertThat(later.served()).extracting(one -> one.workspace().value()).containsExactly("b");
    }

    @Test
    void looksAfterEachPlaceInTime() {
        assertThat(Lane.EMPTY.dueAt()).isEmpty();
        var one = taking(Lane.EMPTY, limits(9, 9), waiting("a", "1"));
        var due = one.dueAt().orElseThrow();
        assertThat(due).isAfter(NOW);
        assertThat(lane(one.keep(new GenerationId("1"), due)).dueAt().orElseThrow()).isAfter(due);
        assertThat(lane(one.release(new GenerationId("1"))).dueAt()).isEmpty();
        assertThat(one.release(new GenerationId("2"))).isEqualTo(Decision.unchanged(one));
    }
}
