package dev.lorikeet.generation.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Picture;
import org.jspecify.annotations.Nullable;

/**
 * One model that people can order from, and the worker that runs it.
 *
 * @param checkpoint what the library calls it in a LoRA's {@code compatibleModels}
 * @param experts one network, or one for high noise and one for low
 * @param mostPixels of one frame, width times height
 * @param fps frames a second, where the worker's are fixed and so no parameter
 */
public record ModelConfiguration(String id, String name, String description, String checkpoint, Output output,
        Experts experts, Compatibility fits, LoraLimits loras, long mostPixels, @Nullable Integer fps,
        Worker worker, List<Parameter> parameters) {
    private static final int VERSION = 12;

    public ModelConfiguration {
        parameters = List.copyOf(parameters);
    }

    /** What a job leaves behind. */
    public enum Output {
        /** An MP4 file. */
        @JsonProperty("video")
        VIDEO,
        /** A PNG, JPEG or WebP file. */
        @JsonProperty("image")
        IMAGE
    }

    /** How many networks share the work. */
    public enum Experts {
        /** A LoRA applies to all of the model. */
        @JsonProperty("one")
        ONE,
        /** A LoRA applies to the high-noise network, the low-noise network, or both. */
        @JsonProperty("two")
        TWO
    }

    /**
     * A digest of all that decides what an order means and what its worker makes of it. Words for people are not in it,
     * nor where the worker is, how many may wait for it and how long it may take: they change no video.
     */
    public String version() {
        var decisive = List.of(id, checkpoint, output, experts, fits, loras, mostPixels, worker.dialect(),
                worker.reference(), worker.volumeRoot(), parameters.stream().map(Parameter::wordless).toList());
        return Sha256.of(decisive.toString().getBytes(StandardCharsets.UTF_8)).value().substring(0, VERSION);
    }

    public Optional<Parameter> parameter(String wanted) {
        return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
    }

    /** The places for LoRAs that have names. */
    public List<LoraSelector> selectors() {
        return parameters.stream()
                .filter(LoraSelector.class::isInstance)
                .map(LoraSelector.class::cast)
                .toList();
    }

    public List<Picture> pictures() {
        return parameters.stream().filter(Picture.class::isInstance).map(Picture.class::cast).toList();
    }
}
