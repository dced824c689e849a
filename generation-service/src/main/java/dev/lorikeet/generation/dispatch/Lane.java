package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;

/**
 * The places of one endpoint, in one document: two instances cannot give the same place away, and none needs to know of
 * the other.
 *
 * @param slots jobs that RunPod has or may have
 * @param served when each workspace last got a place, for a while
 */
public record Lane(List<Slot> slots, List<Served> served) {
    static final Lane EMPTY = new Lane(List.of(), List.of());
    /** Longer than anybody waits for their turn because of it. */
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration CHECKED_AFTER = Duration.ofMinutes(1);

    public Lane {
        slots = List.copyOf(slots);
        served = List.copyOf(served);
    }

    /** @param checkAt when to make sure that the job still needs it */
    record Slot(GenerationId job, WorkspaceId workspace, Instant checkAt) {}

    record Served(WorkspaceId workspace, Instant at) {}

    /** A job that waits, the first of its workspace. */
    record Candidate(GenerationId job, WorkspaceId workspace, Instant readyAt) {}

    /** Why nobody gets a place. */
    enum Full {
        NO_PLACE_FREE,
        NOBODY_MAY
    }

    /** The next place goes to the workspace that has the fewest, then to the one that was served longest ago. */
    Decision<Lane, DomainEvent, Full> take(List<Candidate> waiting, DispatchLimits limits, Instant now) {
        if (slots.size() >= limits.perEndpoint()) {
            return Decision.refuse(Full.NO_PLACE_FREE);
        }
        return next(waiting, limits)
                .map(chosen -> Decision.<Lane, DomainEvent, Full>accept(giving(chosen, now)))
                .orElseGet(() -> Decision.refuse(Full.NOBODY_MAY));
    }

    private Optional<Candidate> next(List<Candidate> waiting, DispatchLimits limits) {
        return waiting.stream()
                .filter(one -> slots.stream().noneMatch(slot -> slot.job().equals(one.job())))
                .filter(one -> placesOf(one.workspace()) < limits.perWorkspace())
                .min(Comparator.<Candidate>comparingLong(one -> placesOf(one.workspace()))
                        .thenComparing(one -> servedAt(one.workspace()))
                        .thenComparing(Candidate::readyAt)
                        .thenComparing(one -> one.job().value()));
    }

    private Lane giving(Candidate chosen, Instant now) {
        var taken = new ArrayList<>(slots);
        taken.add(new Slot(chosen.job(), chosen.workspace(), now.plus(CHECKED_AFTER)));
        var recent = Stream.concat(served.stream()
                .filter(one -> !one.workspace().equals(chosen.workspace()))
                .filter(one -> one.at().isAfter(now.minus(REMEMBERED))),
                Stream.of(new Served(chosen.workspace(), now)));
        return new Lane(taken, recent.toList());
    }

    long placesOf(WorkspaceId workspace) {
        return slots.stream().filter(slot -> slot.workspace().equals(workspace)).count();
    }

    private Instant servedAt(WorkspaceId workspace) {
        return served.stream()
                .filter(one -> one.workspace().equals(workspace))
                .map(Served::at)
                .findFirst()
                .orElse(Instant.MIN);
    }

    Decision<Lane, DomainEvent, Full> release(GenerationId job) {
        var left = slots.stream().filter(slot -> !slot.job().equals(job)).toList();
        return left.size() == slots.size() ? Decision.unchanged(this) : Decision.accept(new Lane(left, served));
    }

    /** The job still needs its place, so look again later. */
    Decision<Lane, DomainEvent, Full> keep(GenerationId job, Instant now) {
        var kept = slots.stream()
                .map(slot -> slot.job().equals(job)
                        ? new Slot(job, slot.workspace(), now.plus(CHECKED_AFTER))
                        : slot)
                .toList();
        return Decision.accept(new Lane(kept, served));
    }

    Optional<Instant> dueAt() {
        return slots.stream().map(Slot::checkAt).min(Instant::compareTo);
    }
}
