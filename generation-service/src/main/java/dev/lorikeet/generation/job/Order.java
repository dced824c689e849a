package dev.lorikeet.generation.job;

import java.util.List;

/**
 * Everything that a video is made from, complete and checked: nothing of it is decided later, also not by chance.
 *
 * @param model the id of its configuration
 * @param modelVersion which version of that it was checked against, and means
 */
public record Order(String model, String modelVersion, Parameters parameters, List<ChosenLora> loras,
        OnLoraFailure onLoraFailure) {
    public Order {
        loras = List.copyOf(loras);
    }

    public Order with(Parameters changed) {
        return new Order(model, modelVersion, changed, loras, onLoraFailure);
    }

    public Order with(List<ChosenLora> changed) {
        return new Order(model, modelVersion, parameters, changed, onLoraFailure);
    }
}
