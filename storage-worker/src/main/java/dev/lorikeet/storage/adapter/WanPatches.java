package dev.lorikeet.storage.adapter;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.storage.adapter.Families.Family;

/** Files that change only what lies around WAN's blocks, whose names other models have as well. */
final class WanPatches {
    private static final Pattern AROUND = Pattern.compile("^head_head$|^head_modulation$|^img_emb_(?:proj_|emb_pos)");
    private static final Pattern ENTRANCE = Pattern
            .compile("^patch_embedding$|^text_embedding_[02]$|^time_projection_1$");

    private WanPatches() {}

    static Optional<Family> of(Modules modules) {
        return modules.has(AROUND) || modules.has(ENTRANCE)
                ? Optional.of(Family.certain(Families.WAN,
                        "Its layers are named like those around WAN's blocks (head, patch_embedding)."))
                : Optional.empty();
    }
}
