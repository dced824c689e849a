package dev.lorikeet.storage.sweep;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** When the bucket is swept next, and how it went last. One for the whole bucket, whoever of the instances does it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Sweep.None.class, name = "none"),
        @JsonSubTypes.Type(value = Sweep.Planned.class, name = "planned")})
sealed interface Sweep {

    record None() implements Sweep {}

    /**
     * When the next one is due, and how the last one went.
     *
     * @param wholeAt from when on a sweep looks at the whole bucket
     * @param last absent before the first
     */
    record Planned(Instant at, Instant wholeAt, @Nullable SweepReport last) implements Sweep {}
}
