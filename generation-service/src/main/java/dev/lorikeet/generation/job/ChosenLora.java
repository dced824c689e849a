package dev.lorikeet.generation.job;

import java.util.List;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * One LoRA in its place, with the object as it was proven.
 *
 * @param slot the parameter that took it, such as {@code lora_high}, or the list that has no name of its own
 * @param expert where it is applied; never unknown, and both for models with one network
 * @param residentBytes what it takes on the worker's GPU; the size of its file when nobody knows
 */
public record ChosenLora(LoraId lora, String slot, NoiseExpert expert, double weight, String name, String fileName,
        StoredObject object, @Nullable Sha256 sha256, List<String> triggerWords, long residentBytes) {
    public ChosenLora {
        triggerWords = List.copyOf(triggerWords);
    }

    /** The name that a worker loads it under. */
    public String adapterName() {
        return "lora_" + lora.value();
    }

    public ChosenLora weighing(double changed) {
        return new ChosenLora(lora, slot, expert, changed, name, fileName, object, sha256, triggerWords,
                residentBytes);
    }
}
