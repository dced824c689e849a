package dev.lorikeet.generation.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;

/** What this service knows of one LoRA, and as of which sequence. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = CatalogueCopy.None.class, name = "none"),
        @JsonSubTypes.Type(value = CatalogueCopy.Known.class, name = "known"),
        @JsonSubTypes.Type(value = CatalogueCopy.Removed.class, name = "removed")})
sealed interface CatalogueCopy {

    record None() implements CatalogueCopy {}

    record Known(CatalogueEntry entry, long sequence) implements CatalogueCopy {}

    /** Remembered, so that an older entry that arrives late does not bring the LoRA back. */
    record Removed(long sequence) implements CatalogueCopy {}

    /** The order of arrival does not matter: only what is newer than what we have counts. */
    static Decision<CatalogueCopy, DomainEvent, String> apply(CatalogueCopy current, CatalogueEvent event,
            long sequence) {
        long seen = switch (current) {
            case None() -> 0;
            case Known(var _, var known) -> known;
            case Removed(var removed) -> removed;
        };
        if (sequence <= seen) {
            return Decision.unchanged(current);
        }
        return Decision.accept(switch (event) {
            case CatalogueEntry entry -> new Known(entry, sequence);
            case CatalogueEvent.CatalogueEntryRemoved _ -> new Removed(sequence);
        });
    }
}
