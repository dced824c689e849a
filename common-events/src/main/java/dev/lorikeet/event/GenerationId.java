package dev.lorikeet.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one requested video for ever; a retry by a person gets an id of its own. */
public record GenerationId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GenerationId {
        Limits.matches("a generation id", value, IdText.PATTERN);
    }
}
