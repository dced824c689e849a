package dev.lorikeet.storage.mirror;

import java.util.Map;
import java.util.Optional;

import dev.lorikeet.event.VolumeId;

/** The volumes that are configured. */
public record Volumes(Map<String, Volume> byId) {
    public Volumes {
        byId = Map.copyOf(byId);
    }

    Optional<Volume> find(VolumeId volume) {
        return Optional.ofNullable(byId.get(volume.value()));
    }
}
