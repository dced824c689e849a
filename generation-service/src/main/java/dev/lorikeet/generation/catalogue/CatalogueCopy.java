package dev.lorikeet.generation.catalogue;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Fingerprint;

/** What this service knows of one LoRA, and as of which sequence. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = CatalogueCopy.None.class, name = "none"),
        @JsonSubTypes.Type(value = CatalogueCopy.Known.class, name = "known"),
        @JsonSubTypes.Type(value = CatalogueCopy.Removed.class, name = "removed")})
sealed interface CatalogueCopy {
    String SHARD = "shard";
    /** The workspace, of those that may be selected there. */
    String READY_IN = "readyIn";
    String SEQUENCE = "sequence";
    String FINGERPRINT = "fingerprint";

    /** As text, which keeps all of a long. */
    long sequence();

    record None() implements CatalogueCopy {
        @Override
        public long sequence() {
            return 0;
        }
    }

    record Known(CatalogueEntry entry, long sequence) implements CatalogueCopy {}

    /** Remembered for a while, so that an older entry that arrives late does not bring the LoRA back. */
    record Removed(CatalogueEntryRemoved event, long sequence, Instant at) implements CatalogueCopy {}

    static CatalogueCopy of(CatalogueEvent.OfLora event, EventEnvelope<CatalogueEvent> envelope) {
        return switch (event) {
            case CatalogueEntry entry -> new Known(entry, envelope.sequence());
            case CatalogueEntryRemoved removed -> new Removed(removed, envelope.sequence(), envelope.time());
        };
    }

    /** The order of arrival does not matter: only what is newer than what we have counts. */
    static Decision<CatalogueCopy, DomainEvent, String> apply(CatalogueCopy current, CatalogueCopy arrived) {
        return arrived.sequence() > current.sequence() ? Decision.accept(arrived) : Decision.unchanged(current);
    }

    /** The same for what stands on the topic: of two that claim one sequence, ours is the wrong one. */
    static Decision<CatalogueCopy, DomainEvent, String> putRight(CatalogueCopy current, CatalogueCopy stands) {
        return stands.sequence() < current.sequence() || stands.equals(current)
                ? Decision.unchanged(current)
                : Decision.accept(stands);
    }

    /** Only while it is still the one that was found to be wrong. */
    static Decision<CatalogueCopy, DomainEvent, String> replace(CatalogueCopy current, long wrong,
            CatalogueCopy stands) {
        return current.sequence() == wrong ? Decision.accept(stands) : Decision.unchanged(current);
    }

    static Map<String, Object> list(CatalogueCopy copy) {
        return switch (copy) {
            case None _ -> Map.of();
            case Known(var entry, var sequence) when entry.status() == CatalogueStatus.READY ->
                Map.of(SHARD, CatalogueShards.text(CatalogueShards.of(entry.lora())), SEQUENCE, sequence, FINGERPRINT,
                        Fingerprint.of(entry).value(), READY_IN, entry.workspace().value());
            case Known(var entry, var sequence) ->
                Map.of(SHARD, CatalogueShards.text(CatalogueShards.of(entry.lora())), SEQUENCE, sequence, FINGERPRINT,
                        Fingerprint.of(entry).value());
            case Removed(var event, var sequence, var _) ->
                Map.of(SHARD, CatalogueShards.text(CatalogueShards.of(event.lora())), SEQUENCE, sequence);
        };
    }
}
