package dev.lorikeet.event;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the owner says about a LoRA, as opposed to what was read from its file.
 *
 * @param expert the owner's word on where the LoRA belongs; it beats what was found
 */
public record LoraDescription(String name, @Nullable String text, List<String> tags, List<String> triggerWords,
        double defaultWeight, @Nullable NoiseExpert expert) {
    public static final double HEAVIEST = 2.0;

    public LoraDescription {
        Limits.text("name", name, 200);
        if (text != null) {
            Limits.text("text", text, 4000);
        }
        tags = Limits.texts("tags", tags, 100);
        triggerWords = Limits.texts("triggerWords", triggerWords, 200);
        Limits.between("defaultWeight", defaultWeight, 0, HEAVIEST);
    }
}
