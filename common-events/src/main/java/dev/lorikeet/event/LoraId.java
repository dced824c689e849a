package dev.lorikeet.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one LoRA for ever; never reused. */
public record LoraId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LoraId {
        Limits.matches("a LoRA id", value, IdText.PATTERN);
    }
}
