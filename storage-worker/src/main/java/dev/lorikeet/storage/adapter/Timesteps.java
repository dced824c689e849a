package dev.lorikeet.storage.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;

/** The part of the diffusion it was trained on. Where that ends at WAN 2.2's boundary, it gives much away. */
record Timesteps(VideoTask task, NoiseExpert expert, String evidence) {
    private static final String KEY = "modelspec.timestep_range";
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,4})\\s*,\\s*(\\d{1,4})\\s*");
    private static final int BOUNDARY_OF_TEXT = 875;
    private static final int BOUNDARY_OF_IMAGE = 900;
    private static final int END = 1000;

    static Optional<Timesteps> of(Map<String, String> metadata) {
        var range = RANGE.matcher(metadata.getOrDefault(KEY, ""));
        return range.matches()
                ? of(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
                : Optional.empty();
    }

    private static Optional<Timesteps> of(int from, int to) {
        var evidence = "It was trained on the time steps " + from + " to " + to + " (" + KEY + ").";
        if (from == 0) {
            return task(to).map(task -> new Timesteps(task, NoiseExpert.LOW, evidence));
        }
        return to == END ? task(from).map(task -> new Timesteps(task, NoiseExpert.HIGH, evidence)) : Optional.empty();
    }

    private static Optional<VideoTask> task(int boundary) {
        return switch (boundary) {
            case BOUNDARY_OF_TEXT -> Optional.of(VideoTask.TEXT_TO_VIDEO);
            case BOUNDARY_OF_IMAGE -> Optional.of(VideoTask.IMAGE_TO_VIDEO);
            default -> Optional.empty();
        };
    }
}
