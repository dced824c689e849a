package dev.lorikeet.event;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a video is made from.
 *
 * @param model the model configuration's id, such as {@code wan22}
 */
public record GenerationInputs(String model, List<UsedLora> loras, Instant requestedAt) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public GenerationInputs {
        Limits.matches("model", model, NAME);
        Limits.demand(loras.size() <= 20, "loras", "may hold at most 20 items");
        loras = List.copyOf(loras);
    }

    /**
     * One LoRA in its place.
     *
     * @param slot the model parameter that took it, such as {@code lora_high}; the unnamed list is a slot too
     */
    public record UsedLora(LoraId lora, String slot, double weight) {
        public UsedLora {
            Limits.matches("slot", slot, NAME);
            Limits.between("weight", weight, 0, LoraDescription.HEAVIEST);
        }
    }
}
