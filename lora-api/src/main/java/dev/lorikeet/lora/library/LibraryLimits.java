package dev.lorikeet.lora.library;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of the lists.
 *
 * @param time how long MongoDB may look for one page, or count, before it gives up
 */
@ConfigurationProperties("lorikeet.library")
record LibraryLimits(@DefaultValue("10s") Duration time) {

    LibraryLimits {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("lorikeet.library.time must be longer than zero");
        }
    }
}
