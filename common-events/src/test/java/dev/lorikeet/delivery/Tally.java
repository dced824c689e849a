package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** The smallest aggregate that needs all of delivery: it counts, announces each count, and can want work done. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Tally.None.class, name = "none"),
        @JsonSubTypes.Type(value = Tally.Counting.class, name = "counting")})
sealed interface Tally {
    record None() implements Tally {}

    record Counting(LoraId lora, int count, @Nullable Instant reminder) implements Tally {}

    AggregateType<Tally> TYPE = AggregateType.of("tallies", Tally.class, (Tally) new None())
            .listedBy(Tally::list)
            .dueAt(Tally::due);

    private static Map<String, Object> list(Tally tally) {
        return tally instanceof Counting(var _, var count, var _) ? Map.of("count", count) : Map.of();
    }

    private static Optional<Instant> due(Tally tally) {
        return tally instanceof Counting counting ? Optional.ofNullable(counting.reminder()) : Optional.empty();
    }

    static Decision<Tally, LoraEvent, String> add(Tally tally, LoraId lora, @Nullable Instant reminder) {
        int count = tally instanceof Counting counting ? counting.count() : 0;
        return Decision.accept(new Counting(lora, count + 1, reminder), counted(lora, count + 1));
    }

    static LoraEvent counted(LoraId lora, int count) {
        return new LoraEvent.LoraRestored(lora, new WorkspaceId("demo"), new ObjectKey("count/" + count));
    }
}
