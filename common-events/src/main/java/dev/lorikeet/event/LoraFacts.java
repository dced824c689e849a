package dev.lorikeet.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the stored file itself: its structure is proven, its words are only its author's.
 *
 * @param memory what it costs a worker to load; absent when nothing is known to reckon with
 * @param warnings sentences for whoever selects the LoRA, such as layers that the model will ignore
 */
public record LoraFacts(FileFormat format, Adapter adapter, TargetModel baseModel, ExpertFinding expert,
        FileTexts texts, @Nullable MemoryEstimate memory, List<String> warnings) {
    public LoraFacts {
        warnings = Limits.texts("warnings", warnings, 500);
    }

    /** By content, never by extension. */
    public enum FileFormat {
        /** A JSON header, then numbers and nothing else. */
        @JsonProperty("safetensors")
        SAFETENSORS,
        /** What torch saves: a pickle, checked not to do anything but hold numbers. */
        @JsonProperty("ckpt")
        CKPT,
        /** Written by a newer version. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** How far to trust a finding that weights alone cannot settle. */
    public enum Confidence {
        /** Follows from the shapes or from the format. */
        @JsonProperty("certain")
        CERTAIN,
        /** The trainer wrote it down. */
        @JsonProperty("high")
        HIGH,
        /** The file name says so, or layers are there that usually mean it. */
        @JsonProperty("medium")
        MEDIUM,
        /** A guess, better than none. */
        @JsonProperty("low")
        LOW,
        /** Nothing speaks for it, or a newer version wrote something this one does not know. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** The noise expert, and the words or numbers it was concluded from. */
    public record ExpertFinding(NoiseExpert expert, Confidence confidence, List<String> evidence) {
        public ExpertFinding {
            evidence = Limits.texts("evidence", evidence, 300);
        }
    }

    /**
     * What it takes on the worker's GPU.
     *
     * @param residentBytes while the adapter is applied beside the weights
     * @param fusePeakBytes on top of the model, while the adapter is merged into it
     */
    public record MemoryEstimate(long residentBytes, long fusePeakBytes) {
        public MemoryEstimate {
            Limits.between("residentBytes", residentBytes, 0, Limits.EXACT_IN_JSON);
            Limits.between("fusePeakBytes", fusePeakBytes, 0, Limits.EXACT_IN_JSON);
        }
    }
}
