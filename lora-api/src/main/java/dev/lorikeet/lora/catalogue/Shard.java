package dev.lorikeet.lora.catalogue;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What there is to do about one shard of the catalogue. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Shard.None.class, name = "none"),
        @JsonSubTypes.Type(value = Shard.Counted.class, name = "counted"),
        @JsonSubTypes.Type(value = Shard.Repeating.class, name = "repeating")})
sealed interface Shard {

    record None() implements Shard {}

    /**
     * Its digest is announced every while.
     *
     * @param heard the sequence of the last call to repeat it
     */
    record Counted(Instant digestAt, long heard) implements Shard {}

    /**
     * Its LoRAs are being announced again, by id.
     *
     * @param after the last one that was
     */
    record Repeating(String after, Instant nextAt, Instant digestAt, long heard) implements Shard {}
}
