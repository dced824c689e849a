package dev.lorikeet.generation.catalogue;

import java.time.Duration;

import dev.lorikeet.event.Topic.Keeping;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of the copy of the library.
 *
 * @param settle how long after a digest the copy is compared with it, so that what was said before has arrived
 * @param late a digest that took longer to arrive says that we are behind; the copy is not judged by it before we are not
 * @param mostMisses so many comparisons in a row that fail are believed, even while the library changes; two are enough
 *            where it does not
 * @param rememberRemoved how long a removal is remembered; longer than dead letters are kept, because a replayed one could
 *            bring the LoRA back
 * @param staleAfter a copy that has heard nothing for so long is built anew; shorter than the topic keeps removals
 * @param lookAfter how often that is looked at
 * @param batch copies that are compared and written at once while it is built anew
 */
@ConfigurationProperties("lorikeet.catalogue")
public record CatalogueLimits(@DefaultValue("10s") Duration settle, @DefaultValue("1m") Duration late,
        @DefaultValue("3") int mostMisses,
        @DefaultValue("31d") Duration rememberRemoved, @DefaultValue("6d") Duration staleAfter,
        @DefaultValue("1h") Duration lookAfter, @DefaultValue("200") int batch) {
    public CatalogueLimits {
        require(!settle.isNegative(), "settle must not be negative");
        require(!late.isNegative(), "late must not be negative");
        require(mostMisses >= 2, "most-misses must be at least 2");
        require(rememberRemoved.compareTo(Keeping.LATEST_PER_KEY.time()) >= 0,
                "remember-removed must be at least as long as the topic keeps removals, 7 days");
        require(staleAfter.isPositive() && staleAfter.compareTo(Keeping.LATEST_PER_KEY.time()) < 0,
                "stale-after must be shorter than the topic keeps removals, 7 days");
        require(lookAfter.isPositive(), "look-after must be longer than zero");
        require(batch >= 1, "batch must be at least 1");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.catalogue." + what);
        }
    }
}
