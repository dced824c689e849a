package dev.lorikeet.http.access;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of machines.
 *
 * @param keys a file with a line for each key; without it, only tokens get in
 * @param lookEvery how often the file is read again
 */
@ConfigurationProperties("lorikeet.access")
record KeySettings(@Nullable Path keys, @DefaultValue("10s") Duration lookEvery) {

    KeySettings {
        if (!lookEvery.isPositive()) {
            throw new IllegalArgumentException("lorikeet.access.look-every must be longer than zero");
        }
    }
}
