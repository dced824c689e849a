package dev.lorikeet.http.access;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The keys of machines.
 *
 * @param keys a file with a line for each key; without it, only tokens get in
 * @param lookEvery how often the file is read again
 * @param mostKeys lines with a key in it
 * @param largestFile with its comments; a thousand keys are about half of what is allowed by itself
 * @param longestStay how long what a key had opened, such as a live stream, may outlast the key
 */
@ConfigurationProperties("lorikeet.access")
record KeySettings(@Nullable Path keys, @DefaultValue("10s") Duration lookEvery, @DefaultValue("1000") int mostKeys,
        @DefaultValue("512KB") DataSize largestFile, @DefaultValue("1h") Duration longestStay) {
    /** It is held in memory, twice while it is read. */
    private static final DataSize MOST = DataSize.ofMegabytes(64);

    KeySettings {
        require(lookEvery.isPositive(), "look-every must be longer than zero");
        require(mostKeys >= 1, "most-keys must be at least 1");
        require(largestFile.toBytes() >= 1 && largestFile.compareTo(MOST) <= 0,
                "largest-file must lie between 1B and 64MB");
        require(longestStay.isPositive(), "longest-stay must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.access." + what);
        }
    }
}
