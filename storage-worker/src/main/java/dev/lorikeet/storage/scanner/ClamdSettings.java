package dev.lorikeet.storage.scanner;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Of the virus scanner. A file of numbers has nothing that a scanner would know, but some rules demand one.
 *
 * @param host of clamd; absent means that nothing is scanned
 * @param largest files up to this size are scanned; clamd must take as much ({@code StreamMaxLength}). What is larger is
 *            proven without it
 * @param chunk sent with one read of the object
 * @param time how long a scan may take
 */
@ConfigurationProperties("lorikeet.clamd")
public record ClamdSettings(@Nullable String host, @DefaultValue("3310") int port,
        @DefaultValue("25MB") DataSize largest, @DefaultValue("1MB") DataSize chunk,
        @DefaultValue("2m") Duration time) {
    private static final DataSize SMALLEST_CHUNK = DataSize.ofBytes(1);
    private static final DataSize LARGEST_CHUNK = DataSize.ofMegabytes(64);

    public ClamdSettings {
        require(host == null || !host.isBlank(), "host must name a machine, or be left out");
        require(port > 0 && port < 1 << 16, "port must lie between 1 and 65535");
        require(chunk.compareTo(SMALLEST_CHUNK) >= 0 && chunk.compareTo(LARGEST_CHUNK) <= 0,
                "chunk must lie between 1B and 64MB");
        require(!largest.isNegative() && largest.toBytes() > 0, "largest must be more than nothing");
        require(time.isPositive(), "time must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.clamd." + what);
        }
    }
}
