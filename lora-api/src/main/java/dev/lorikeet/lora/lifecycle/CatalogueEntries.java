package dev.lorikeet.lora.lifecycle;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.lora.lifecycle.Lora.Ready;

/** A LoRA as the catalogue tells it to others. */
final class CatalogueEntries {
    private CatalogueEntries() {}

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
