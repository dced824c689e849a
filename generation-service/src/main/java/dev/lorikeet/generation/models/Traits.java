package dev.lorikeet.generation.models;

import java.util.Set;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.generation.models.Capabilities.PictureForm;

/**
 * What differs between workers that speak the same way.
 *
 * @param alsoHonours parameters that this worker reads beyond those every worker of its kind reads
 * @param mostLoras entries it takes in all
 * @param mostPerExpert LoRAs that one network takes
 */
public record Traits(Set<String> alsoHonours, int mostLoras, int mostPerExpert, Set<AdapterKind> kinds,
        boolean checkpoints, boolean accelerated) {
    public Traits {
        alsoHonours = Sorted.set(alsoHonours);
        kinds = Sorted.set(kinds);
    }

    Capabilities capable(Set<String> honours, boolean experts, Set<PictureForm> pictures) {
        return new Capabilities(honours, mostLoras, mostPerExpert, experts, pictures, kinds, checkpoints, accelerated);
    }
}
