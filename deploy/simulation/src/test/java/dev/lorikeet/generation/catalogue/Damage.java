package dev.lorikeet.generation.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.lorikeet.delivery.Listing;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What may happen to a copy that nobody wanted, and what is left of it. */
public record Damage(Copies copies, Random chance) {
    private static final long FAR_AHEAD = 1_000_000;

    /** One damage to the copy of this LoRA, if there is one. */
    public Mono<?> to(LoraId lora) {
        return copies.find(lora).ofType(CatalogueCopy.Known.class).flatMap(known -> switch (chance.nextInt(5)) {
            case 0 -> copies.drop(lora, known.sequence());
            case 1 -> put(lora, known, new CatalogueCopy.Known(other(known.entry()), known.sequence()));
            case 2 -> put(lora, known, new CatalogueCopy.Known(other(known.entry()), FAR_AHEAD));
            case 3 -> put(lora, known, new CatalogueCopy.Removed(new CatalogueEntryRemoved(lora), FAR_AHEAD,
                    Instant.EPOCH.plusSeconds(FAR_AHEAD * FAR_AHEAD / 100)));
            default -> ghost(known.entry());
        });
    }

    private Mono<?> put(LoraId lora, CatalogueCopy.Known was, CatalogueCopy wrong) {
        return copies.replace(lora, was.sequence(), wrong);
    }

    private Mono<?> ghost(CatalogueEntry like) {
        var lora = new LoraId("ghost-" + chance.nextInt(100));
        return copies.replace(lora, 0, new CatalogueCopy.Known(new CatalogueEntry(lora, like.workspace(),
                like.status(), like.fileName(), like.object(), like.sha256(), like.facts(), like.description(),
                like.uploadedAt(), like.updatedAt()), 3));
    }

    private static CatalogueEntry other(CatalogueEntry entry) {
        var said = entry.description();
        return new CatalogueEntry(entry.lora(), entry.workspace(), entry.status(), entry.fileName(), entry.object(),
                entry.sha256(), entry.facts(), new LoraDescription("Wrong", said.text(), said.tags(),
                        said.triggerWords(), said.defaultWeight(), said.expert()),
                entry.uploadedAt(), entry.updatedAt());
    }

    /** By LoRA, of all entries. */
    public Map<String, Object> fingerprints() {
        var all = new TreeMap<String, Object>();
        Flux.range(0, CatalogueShards.COUNT)
                .concatMap(copies::inShard)
                .filter(listing -> listing.fields().containsKey(CatalogueCopy.FINGERPRINT))
                .doOnNext((Listing listing) -> all.put(listing.id(),
                        listing.fields().getOrDefault(CatalogueCopy.FINGERPRINT, "")))
                .blockLast();
        return all;
    }
}
