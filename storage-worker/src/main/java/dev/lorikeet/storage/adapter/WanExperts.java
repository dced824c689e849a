package dev.lorikeet.storage.adapter;

import java.util.Optional;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.storage.adapter.Place.Part;

/** Which of the two networks a combined file has layers for; empty where it does not keep them apart. */
final class WanExperts {
    private WanExperts() {}

    /** Diffusers calls the first network by the plain prefix when there is a second. */
    static Optional<NoiseExpert> of(Modules modules) {
        boolean low = modules.in(Part.LOW_NOISE).findAny().isPresent();
        boolean plain = modules.in(Part.NETWORK).findAny().isPresent();
        boolean high = modules.in(Part.HIGH_NOISE).findAny().isPresent() || (low && plain);
        if (high && low) {
            return Optional.of(NoiseExpert.BOTH);
        }
        if (high) {
            return Optional.of(NoiseExpert.HIGH);
        }
        return low ? Optional.of(NoiseExpert.LOW) : Optional.empty();
    }
}
