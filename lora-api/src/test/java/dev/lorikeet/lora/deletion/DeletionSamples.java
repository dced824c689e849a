package dev.lorikeet.lora.deletion;

import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.workspace.Workspaces;

/** Deletions for tests. */
public final class DeletionSamples {
    private DeletionSamples() {}

    public static LoraDeletions deletions(Loras loras, Workspaces workspaces, Duration undo, InstantSource clock) {
        return new LoraDeletions(loras, workspaces, new DeletionTimes(undo, Duration.ofHours(2)), clock);
    }
}
