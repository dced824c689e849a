package dev.lorikeet.generation.selection;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a selection would mean.
 *
 * @param estimatedLoadTime seconds until the worker has fetched and loaded the LoRAs
 * @param compatibilityWarnings what may disappoint, in sentences
 */
public record Summary(MemoryImpact totalMemoryImpact, long estimatedLoadTime, List<String> compatibilityWarnings,
        List<LoraVerdict> loras) {
    public Summary {
        compatibilityWarnings = List.copyOf(compatibilityWarnings);
        loras = List.copyOf(loras);
    }

    /**
     * What the LoRAs take on the worker's GPU.
     *
     * @param unknown of how many LoRAs nobody knows, so that the size of the file stands in
     */
    public record MemoryImpact(long bytes, Level level, int unknown) {}

    /** The same in a word. */
    public enum Level {
        /** No LoRA. */
        @JsonProperty("none")
        NONE,
        /** Hardly to be noticed. */
        @JsonProperty("low")
        LOW,
        /** To be noticed on smaller GPUs. */
        @JsonProperty("medium")
        MEDIUM,
        /** May be too much. */
        @JsonProperty("high")
        HIGH
    }

    /**
     * About one LoRA in its place.
     *
     * @param id as it was asked for, where it could not be found
     * @param name absent for what could not be found
     * @param reasons why it cannot be used
     */
    public record LoraVerdict(String id, String slot, @Nullable String name, boolean ok, List<String> reasons,
            List<String> warnings) {
        public LoraVerdict {
            reasons = List.copyOf(reasons);
            warnings = List.copyOf(warnings);
        }
    }
}
