package dev.lorikeet.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one of RunPod's network volumes, as RunPod does. */
public record VolumeId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VolumeId {
        Limits.matches("a volume id", value, IdText.PATTERN);
    }
}
