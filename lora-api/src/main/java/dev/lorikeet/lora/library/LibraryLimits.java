package dev.lorikeet.lora.library;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of the lists.
 *
 * @param time how long MongoDB may look for one page, or count, before it gives up
 * @param lateRemoval how long the removal of an object may take, normally a second, before its LoRA is shown as one that could
 *            not be removed
 */
@ConfigurationProperties("lorikeet.library")
record LibraryLimits(@DefaultValue("10s") Duration time, @DefaultValue("5m") Duration lateRemoval) {

    LibraryLimits {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("lorikeet.library.time must be longer than zero");
        }
        if (lateRemoval.isNegative()) {
            throw new IllegalArgumentException("lorikeet.library.late-removal must not be negative");
        }
    }
}
