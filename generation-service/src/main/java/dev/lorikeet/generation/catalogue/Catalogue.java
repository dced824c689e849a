package dev.lorikeet.generation.catalogue;

import java.util.Collection;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The library as lora-api last announced it, so that a selection is checked without asking anybody. */
@Component
public class Catalogue {
    private static final int AT_ONCE = 16;
    /** {@code loras/{yyyyMMdd}/{HH}/{workspace}/{lora}/{file}}. */
    private static final int SEGMENTS = 6;
    private static final int LORA = 4;

    private final Copies copies;

    public Catalogue(Copies copies) {
        this.copies = copies;
    }

    /** Empty for a LoRA that does not exist, or no longer. Whether it may be selected is in its status. */
    public Mono<CatalogueEntry> find(LoraId lora) {
        return copies.find(lora).ofType(CatalogueCopy.Known.class).map(CatalogueCopy.Known::entry);
    }

    /** Those of them that exist, in their order. */
    public Flux<CatalogueEntry> find(Collection<LoraId> loras) {
        return Flux.fromIterable(loras).flatMapSequential(this::find, AT_ONCE);
    }

    /** By where its object lies, compared to the last character; empty for anything that is no such place. */
    public Mono<CatalogueEntry> findByPath(String path) {
        var segments = path.split("/", -1);
        return segments.length == SEGMENTS
                ? byId(segments[LORA]).filter(entry -> entry.object().key().value().equals(path))
                : Mono.empty();
    }

    /** By what people may write where a LoRA is wanted: its id, or where its object lies. */
    public Mono<CatalogueEntry> findNamed(String idOrPath) {
        return idOrPath.contains("/") ? findByPath(idOrPath) : byId(idOrPath);
    }

    /** What may be selected in a workspace, by id, from beyond {@code after}. */
    public Flux<CatalogueEntry> ready(WorkspaceId workspace, @Nullable LoraId after, int limit) {
        return copies.readyIn(workspace, after == null ? "" : after.value(), limit)
                .flatMapSequential(this::find, AT_ONCE)
                .filter(entry -> entry.status() == CatalogueStatus.READY && entry.workspace().equals(workspace));
    }

    private Mono<CatalogueEntry> byId(String text) {
        try {
            return find(new LoraId(text));
        } catch (IllegalArgumentException noId) {
            return Mono.empty();
        }
    }
}
