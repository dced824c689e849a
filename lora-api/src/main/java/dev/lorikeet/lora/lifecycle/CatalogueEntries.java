package dev.lorikeet.lora.lifecycle;

import java.util.Optional;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.lora.lifecycle.Lora.Ready;

/** A LoRA as the catalogue tells it to others. */
final class CatalogueEntries {
    private CatalogueEntries() {}

    /** What the catalogue says of it now; nothing of one that never was in it, or is no longer. */
    static Optional<CatalogueEntry> current(Lora lora) {
        return switch (lora) {
            case Ready ready -> Optional.of(of(ready));
            case Lora.Missing(var was, var _, var _) -> Optional.of(of(was, CatalogueStatus.MISSING));
            case Lora.Deleting(var was, var _, var _) -> deleting(was);
            case Lora.Discarded(var was, var _) -> deleting(was);
            case Lora.None _,Lora.Uploading _,Lora.Verifying _,Lora.Abandoned _,Lora.Rejected _,Lora.Deleted _ ->
                Optional.empty();
        };
    }

    private static Optional<CatalogueEntry> deleting(Lora.Kept was) {
        return switch (was) {
            case Ready ready -> Optional.of(of(ready, CatalogueStatus.DELETING));
            case Lora.Missing(var ready, var _, var _) -> Optional.of(of(ready, CatalogueStatus.DELETING));
            case Lora.Rejected _ -> Optional.empty();
        };
    }

    /** Says it once more, for whoever missed it. */
    static Decision<Lora, DomainEvent, LoraRefusal> again(Lora lora) {
        return lora instanceof Lora.Deleted(var identity)
                ? Decision.accept(lora, new CatalogueEntryRemoved(identity.lora()))
                : current(lora).map(entry -> Decision.<Lora, DomainEvent, LoraRefusal>accept(lora, entry))
                        .orElseGet(() -> Decision.unchanged(lora));
    }

    static CatalogueEntry of(Ready ready) {
        return of(ready, CatalogueStatus.READY);
    }

    static CatalogueEntry of(Ready ready, CatalogueStatus status) {
        var identity = ready.identity();
        return new CatalogueEntry(identity.lora(), identity.workspace(), status, identity.expected().fileName(),
                ready.proof().object(), ready.proof().sha256(), ready.proof().facts(), ready.description(),
                ready.uploadedAt(), ready.updatedAt());
    }
}
