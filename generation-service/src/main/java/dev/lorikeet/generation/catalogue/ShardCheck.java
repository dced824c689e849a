package dev.lorikeet.generation.catalogue;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.Fingerprint;
import org.jspecify.annotations.Nullable;

/** What lora-api said of one shard, and whether our copy of it agrees. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = ShardCheck.None.class, name = "none"),
        @JsonSubTypes.Type(value = ShardCheck.Heard.class, name = "heard"),
        @JsonSubTypes.Type(value = ShardCheck.Compared.class, name = "compared")})
sealed interface ShardCheck {
    AggregateType<ShardCheck> TYPE = AggregateType.of("catalogue-checks", ShardCheck.class, (ShardCheck) new None())
            .dueAt(check -> check instanceof Heard heard ? Optional.of(heard.checkAt()) : Optional.empty());

    record None() implements ShardCheck {}

    /**
     * A digest that is to be compared then.
     *
     * @param late whether it took so long to arrive that other things may take as long
     * @param looks how often it was put off
     */
    record Heard(CatalogueDigest digest, long sequence, Instant checkAt, boolean late, int looks, Suspicion suspicion)
            implements
            ShardCheck {}

    /**
     * What came of it last.
     *
     * @param entries of our copy
     */
    record Compared(Instant asOf, long sequence, long entries, Suspicion suspicion) implements ShardCheck {}

    /**
     * Why a difference may be one.
     *
     * @param misses comparisons in a row that failed
     * @param of what lora-api said at the last of them
     * @param asked whether lora-api was asked to announce the shard again, to no avail so far
     */
    record Suspicion(int misses, @Nullable Fingerprint of, boolean asked) {
        static final Suspicion NONE = new Suspicion(0, null, false);
    }
}
