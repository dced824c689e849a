package dev.lorikeet.generation.models;

import java.util.List;
import java.util.Optional;

/**
 * All models there are.
 *
 * @param version a digest of everything the configuration says
 */
public record Models(String version, List<ModelConfiguration> all) {
    public Models {
        all = List.copyOf(all);
    }

    public Optional<ModelConfiguration> find(String id) {
        return all.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
