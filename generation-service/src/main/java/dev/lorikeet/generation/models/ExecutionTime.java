package dev.lorikeet.generation.models;

import java.time.Duration;

import dev.lorikeet.generation.job.Parameters;

/**
 * How long a job may run: RunPod's own limit of ten minutes ends every long video at high resolution.
 *
 * @param base to load the model and the LoRAs, and to write the file
 * @param perWork for one million pixels of one frame in one step
 * @param steps where no parameter says how many
 */
public record ExecutionTime(Duration base, Duration perWork, int steps) {
    private static final double MILLION = 1e6;
    /** What RunPod allows. */
    private static final Duration LONGEST = Duration.ofDays(7);

    public Duration of(Parameters parameters) {
        var needed = base.plusMillis(Math.round(perWork.toMillis() * work(parameters)));
        return needed.compareTo(LONGEST) > 0 ? LONGEST : needed;
    }

    /** In millions of pixels of one frame in one step. */
    public double work(Parameters parameters) {
        double pixels = parameters.whole("width").orElse(0L) * (double) parameters.whole("height").orElse(0L);
        return pixels / MILLION * parameters.whole("frames").orElse(1L)
                * parameters.whole("steps").orElse((long) steps);
    }
}
