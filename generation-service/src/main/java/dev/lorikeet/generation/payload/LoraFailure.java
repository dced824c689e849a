package dev.lorikeet.generation.payload;

import java.util.Set;

import dev.lorikeet.event.LoraId;

/** Why a worker failed, where LoRAs had to do with it. */
public sealed interface LoraFailure {

    /**
     * The worker could not load or apply them.
     *
     * @param named those it complained about; none where it did not say
     */
    record Unusable(Set<LoraId> named) implements LoraFailure {
        public Unusable {
            named = Set.copyOf(named);
        }
    }

    /** The GPU's memory was not enough. */
    record OutOfMemory() implements LoraFailure {}
}
