package dev.lorikeet.generation.result;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is fetched from workers, and how long people can reach it at one address.
 *
 * @param largest video or picture
 * @param atOnce results that one instance fetches at the same time; each of them may take four times
 *        {@code lorikeet.runpod.largest-answer} of memory for a moment, 256 MB by default
 * @param time to fetch one from an address
 * @param trustedHosts that may be fetched from though they are not on the open web, and by http
 * @param urlValidity of the addresses people get
 * @param thumbnailFrom the largest file that a thumbnail is made from
 * @param thumbnailTime to make one, after which there is none
 */
@ConfigurationProperties("lorikeet.results")
public record ResultLimits(@DefaultValue("1GB") DataSize largest, @DefaultValue("2") int atOnce,
        @DefaultValue("5m") Duration time, @DefaultValue Set<String> trustedHosts,
        @DefaultValue("1h") Duration urlValidity, @DefaultValue("64MB") DataSize thumbnailFrom,
        @DefaultValue("20s") Duration thumbnailTime) {
    public ResultLimits {
        require(largest.toBytes() >= 1, "largest must be at least 1 byte");
        require(atOnce >= 1, "at-once must be at least 1");
        require(time.isPositive() && urlValidity.isPositive(), "time and url-validity must be longer than zero");
        require(!thumbnailFrom.isNegative(), "thumbnail-from must be at least 0 bytes");
        require(thumbnailTime.isPositive(), "thumbnail-time must be longer than zero");
        trustedHosts = Set.copyOf(trustedHosts);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.results." + what);
        }
    }
}
