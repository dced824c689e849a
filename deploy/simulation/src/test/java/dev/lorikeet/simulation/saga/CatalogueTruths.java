package dev.lorikeet.simulation.saga;

import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.CatalogueShards;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What becomes of the catalogue and its copy, and what holds of them once all is quiet. */
final class CatalogueTruths extends Observer {
    private static final int MANY = 1_000;

    private final World world;

    CatalogueTruths(World world) {
        this.world = world;
    }

    @Override
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {
        var is = Tree.of(after);
        if (is.status().equals(Tree.of(before).status())) {
            return;
        }
        if (collection.equals("lora-api/catalogue-shards") && is.status().equals("repeating")) {
            world.sometimes().saw("a shard was announced again");
        }
        if (collection.equals("generation-service/catalogue-upkeep") && is.status().equals("rebuilding")) {
            world.sometimes()
                    .saw(is.at("why").text().startsWith("nothing was heard")
                            ? "a copy that had heard nothing for long was built anew"
                            : "a copy was built anew because asking did not help");
        }
    }

    /** Every word of it, and not only that the same LoRAs are there. */
    void demandThatTheCopyIsTheLibrary() {
        var library = fingerprints("lora-api", "loras");
        var copy = fingerprints("generation-service", "catalogue");
        world.truths()
                .demand(copy.equals(library), 21, "the copy of the catalogue is the library",
                        copy + " and " + library);
    }

    private Map<String, Object> fingerprints(String service, String collection) {
        var all = new TreeMap<String, Object>();
        Flux.range(0, CatalogueShards.COUNT)
                .concatMap(shard -> world.twins()
                        .collection(service, collection)
                        .listings("shard", CatalogueShards.text(shard), "", MANY))
                .filter(listing -> listing.fields().containsKey("fingerprint"))
                .doOnNext((Listing listing) -> all.put(listing.id(), listing.fields().getOrDefault("fingerprint", "")))
                .blockLast();
        return all;
    }
}
