package dev.lorikeet.generation.selection;

import java.util.Optional;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;

/** How a request names a LoRA: by its id, or by the key of its object, which holds the id. */
record LoraReference(String text, Optional<LoraId> lora) {
    private static final int DEPTH = 6;
    private static final int ID = 4;

    static LoraReference of(String text) {
        return new LoraReference(text, id(text.contains("/") ? inside(text) : text));
    }

    /** A key whose object is another one names nothing. */
    boolean means(CatalogueEntry entry) {
        return text.equals(entry.lora().value()) || text.equals(entry.object().key().value());
    }

    private static String inside(String key) {
        var parts = key.split("/", DEPTH);
        return parts.length == DEPTH && parts[0].equals("loras") ? parts[ID] : "";
    }

    private static Optional<LoraId> id(String text) {
        try {
            return Optional.of(new LoraId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
