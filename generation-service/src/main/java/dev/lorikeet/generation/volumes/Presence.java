package dev.lorikeet.generation.volumes;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.Reason;

/** Whether one LoRA is at one place of a volume, as far as storage-worker has said. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Presence.None.class, name = "none"),
        @JsonSubTypes.Type(value = Presence.Wanted.class, name = "wanted"),
        @JsonSubTypes.Type(value = Presence.Present.class, name = "present"),
        @JsonSubTypes.Type(value = Presence.Refused.class, name = "refused")})
sealed interface Presence {

    /** The sequence of what was heard last; nothing older counts. */
    long heard();

    record None(long heard) implements Presence {}

    record Wanted(Instant since, long heard) implements Presence {}

    /** Somebody saw it there. */
    record Present(Instant checkedAt, long heard) implements Presence {}

    record Refused(Reason reason, Instant at, long heard) implements Presence {}
}
