package dev.lorikeet.generation.selection;

import dev.lorikeet.event.NoiseExpert;
import org.jspecify.annotations.Nullable;

/**
 * One LoRA where somebody put it.
 *
 * @param pointer to it in the request
 * @param place what people call the place
 * @param weight the owner's default where absent
 * @param expert the network it is wanted for; absent where what is known about the LoRA decides
 */
record Placement(String pointer, String slot, String place, LoraReference reference, @Nullable Double weight,
        @Nullable NoiseExpert expert) {
    static final String LIST = "loras";
}
