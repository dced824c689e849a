package dev.lorikeet.embedded.runpod.video;

import java.util.List;

/**
 * What was ordered, to be shown in the picture.
 *
 * @param loras a line for each
 */
public record Scene(String model, String prompt, long seed, List<String> loras) {
    public Scene {
        loras = List.copyOf(loras);
    }
}
