package dev.lorikeet.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names the workspace that owns a LoRA or a generation. */
public record WorkspaceId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WorkspaceId {
        Limits.matches("a workspace id", value, IdText.PATTERN);
    }
}
