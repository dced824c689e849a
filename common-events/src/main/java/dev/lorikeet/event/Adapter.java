package dev.lorikeet.event;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The mathematical make-up of a LoRA file.
 *
 * @param ranks absent for kinds without a rank
 * @param alpha the usual one; absent means that the file names none, which is the same as alpha = rank
 * @param dtype the one most bytes are in, by its safetensors name
 * @param modules how many layers of the model it changes
 */
public record Adapter(AdapterKind kind, @Nullable Ranks ranks, @Nullable Double alpha, String dtype, int modules,
        long parameters) {
    private static final Pattern DTYPE = Pattern.compile("[A-Z0-9_]{1,32}");
    private static final double LARGEST_ALPHA = 1e9;

    public Adapter {
        if (alpha != null) {
            Limits.between("alpha", alpha, -LARGEST_ALPHA, LARGEST_ALPHA);
        }
        Limits.matches("dtype", dtype, DTYPE);
        Limits.between("modules", modules, 1, 1_000_000);
        Limits.between("parameters", parameters, 1, Limits.EXACT_IN_JSON);
    }

    /** Layers of one file may differ in rank. */
    public record Ranks(int lowest, int usual, int highest) {
        public Ranks {
            Limits.between("lowest", lowest, 1, 1_000_000);
            Limits.between("usual", usual, lowest, highest);
            Limits.between("highest", highest, lowest, 1_000_000);
        }
    }

    /** Named after the methods they come from. */
    public enum AdapterKind {
        /** Two factors per layer. */
        @JsonProperty("lora")
        LORA,
        /** Two factors, and a magnitude that is trained apart. */
        @JsonProperty("dora")
        DORA,
        /** The Hadamard product of two pairs. */
        @JsonProperty("loha")
        LOHA,
        /** A Kronecker product. */
        @JsonProperty("lokr")
        LOKR,
        /** Two pairs, one of them applied to the weights. */
        @JsonProperty("glora")
        GLORA,
        /** Orthogonal blocks. */
        @JsonProperty("oft")
        OFT,
        /** Orthogonal blocks, in a butterfly. */
        @JsonProperty("boft")
        BOFT,
        /** One scale per row or column. */
        @JsonProperty("ia3")
        IA3,
        /** Whole differences instead of factors. */
        @JsonProperty("diff")
        DIFF,
        /** More than one kind in one file. */
        @JsonProperty("mixed")
        MIXED,
        /** Written by a newer version. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
