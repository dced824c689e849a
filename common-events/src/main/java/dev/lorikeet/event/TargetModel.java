package dev.lorikeet.event;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.event.LoraFacts.Confidence;
import org.jspecify.annotations.Nullable;

/**
 * The model a LoRA was trained for. Families come and go faster than our releases, so they are words and not an enum.
 *
 * @param family {@code wan}, {@code flux}, {@code sdxl}, …; {@code unknown} when nothing fits
 * @param version {@code 2.1} or {@code 2.2} for WAN; absent when the file cannot tell
 * @param variant {@code a14b}, {@code 5b} or {@code 1.3b} for WAN; absent when the family has none
 */
public record TargetModel(String family, @Nullable String version, @Nullable String variant, VideoTask task,
        Confidence confidence, List<String> evidence) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    public TargetModel {
        Limits.matches("family", family, WORD);
        if (version != null) {
            Limits.matches("version", version, WORD);
        }
        if (variant != null) {
            Limits.matches("variant", variant, WORD);
        }
        evidence = Limits.texts("evidence", evidence, 300);
    }

    /** What the model starts from. */
    public enum VideoTask {
        /** A text. */
        @JsonProperty("t2v")
        TEXT_TO_VIDEO,
        /** A picture and a text. */
        @JsonProperty("i2v")
        IMAGE_TO_VIDEO,
        /** One model does both, as WAN 2.2 5B. */
        @JsonProperty("ti2v")
        TEXT_OR_IMAGE_TO_VIDEO,
        /** The file does not tell, or a newer version wrote something this one does not know. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
