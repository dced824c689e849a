package dev.lorikeet.generation.catalogue;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import org.jspecify.annotations.Nullable;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** Whether the copy is being built anew. One for all instances, whoever does it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = CopyUpkeep.None.class, name = "none"),
        @JsonSubTypes.Type(value = CopyUpkeep.Waiting.class, name = "waiting"),
        @JsonSubTypes.Type(value = CopyUpkeep.Rebuilding.class, name = "rebuilding")})
sealed interface CopyUpkeep {

    record None() implements CopyUpkeep {}

    /** Its age is looked at then. */
    record Waiting(Instant lookAt, @Nullable RebuildReport last) implements CopyUpkeep {}

    record Rebuilding(String why, Instant since) implements CopyUpkeep {}

    enum Refusal {
        RUNS_ALREADY
    }

    static Decision<CopyUpkeep, DomainEvent, Refusal> plan(CopyUpkeep state, Instant lookAt) {
        return switch (state) {
            case None _ -> accept(new Waiting(lookAt, null));
            case Waiting(var _, var last) -> accept(new Waiting(lookAt, last));
            case Rebuilding _ -> unchanged(state);
        };
    }

    static Decision<CopyUpkeep, DomainEvent, Refusal> rebuild(CopyUpkeep state, String why, Instant now) {
        return state instanceof Rebuilding ? refuse(Refusal.RUNS_ALREADY) : accept(new Rebuilding(why, now));
    }

    static Decision<CopyUpkeep, DomainEvent, Refusal> rebuilt(CopyUpkeep state, RebuildReport report, Instant lookAt) {
        return state instanceof Rebuilding ? accept(new Waiting(lookAt, report)) : unchanged(state);
    }
}
