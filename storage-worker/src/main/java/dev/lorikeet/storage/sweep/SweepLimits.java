package dev.lorikeet.storage.sweep;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of the sweep of the bucket.
 *
 * @param every how often the bucket is swept
 * @param grace nothing younger is touched, and no hour that ended so recently
 * @param unheard so long an event may take: what it would speak of is nobody's only then
 * @param recentDays how many days back an ordinary sweep looks
 * @param wholeEvery how often a sweep looks at the whole bucket
 * @param few so many removals or losses are believed as long as at least as many objects stay
 * @param mostPercent more than that share of all objects removed or lost is not believed: it looks like a lost database or
 *            another bucket, and somebody has to look first
 * @param dryRun whether sweeps only say what they would do
 */
@ConfigurationProperties("lorikeet.sweep")
public record SweepLimits(@DefaultValue("1h") Duration every, @DefaultValue("2h") Duration grace,
        @DefaultValue("7d") Duration unheard, @DefaultValue("3") int recentDays,
        @DefaultValue("24h") Duration wholeEvery,
        @DefaultValue("20") int few, @DefaultValue("10") int mostPercent,
        @DefaultValue("false") boolean dryRun) {
    private static final int ALL = 100;

    public SweepLimits {
        require(every.isPositive(), "every must be longer than zero");
        require(!grace.isNegative(), "grace must not be negative");
        require(unheard.compareTo(grace) >= 0, "unheard must not be shorter than grace");
        require(recentDays >= 1, "recent-days must be at least 1");
        require(few >= 0, "few must not be negative");
        require(mostPercent >= 0 && mostPercent <= ALL, "most-percent must lie between 0 and 100");
        require(wholeEvery.compareTo(every) >= 0, "whole-every must not be shorter than every");
    }

    boolean believes(long many, long objects) {
        boolean areFew = many <= few && 2 * many <= objects;
        return areFew || many * ALL <= objects * mostPercent;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.sweep." + what);
        }
    }
}
