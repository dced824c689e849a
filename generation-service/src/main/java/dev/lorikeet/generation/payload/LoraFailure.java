package dev.lorikeet.generation.payload;

import java.util.Set;

import dev.lorikeet.event.LoraId;

/** Why a worker failed, where LoRAs had to do with it. */
public sealed interface LoraFailure {

    /** @param named those the worker complained about; none where it did not say */
    record Unusable(Set<LoraId> named) implements LoraFailure {
        public Unusable {
            named = Set.copyOf(named);
        }
    }

    /** The GPU's memory was not enough. */
    record OutOfMemory() implements LoraFailure {}
}
