package dev.lorikeet.generation.models;

import java.util.List;

import dev.lorikeet.event.TargetModel.VideoTask;

/**
 * Which LoRAs a model can use, in the words of {@link dev.lorikeet.event.TargetModel}.
 *
 * @param versions empty where the family has none
 * @param variants empty where the family has none
 * @param tasks empty where it does not matter
 */
public record Compatibility(String family, List<String> versions, List<String> variants, List<VideoTask> tasks) {
    public Compatibility {
        versions = List.copyOf(versions);
        variants = List.copyOf(variants);
        tasks = List.copyOf(tasks);
    }
}
