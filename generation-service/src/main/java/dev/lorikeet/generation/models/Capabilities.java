package dev.lorikeet.generation.models;

import java.util.Set;

import dev.lorikeet.event.Adapter.AdapterKind;

/**
 * What a worker honours. What it would ignore is not offered, and what it would drop is refused before it costs
 * anything.
 *
 * @param honours the parameters that reach it
 * @param mostLoras entries it takes in all
 * @param mostPerExpert LoRAs that one network takes
 * @param experts whether a LoRA can be applied to one of the two networks alone
 * @param pictures how it takes them; empty where it takes none
 * @param kinds the adapters it can apply
 * @param checkpoints whether it loads .ckpt files
 * @param accelerated whether it has an accelerator LoRA built in
 */
public record Capabilities(Set<String> honours, int mostLoras, int mostPerExpert, boolean experts,
        Set<PictureForm> pictures, Set<AdapterKind> kinds, boolean checkpoints, boolean accelerated) {
    public Capabilities {
        honours = Set.copyOf(honours);
        pictures = Set.copyOf(pictures);
        kinds = Set.copyOf(kinds);
    }

    /** How a picture travels. */
    public enum PictureForm {
        /** As an address that the worker fetches. */
        LINK,
        /** In the request, as raw base64. */
        INLINE
    }
}
