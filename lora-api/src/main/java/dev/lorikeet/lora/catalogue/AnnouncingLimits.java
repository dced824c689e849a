package dev.lorikeet.lora.catalogue;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of what is said about the catalogue as a whole.
 *
 * @param every how often each shard's digest is announced
 * @param batch LoRAs that are announced again in one go
 * @param pause between two of those
 */
@ConfigurationProperties("lorikeet.announcing")
public record AnnouncingLimits(@DefaultValue("10m") Duration every, @DefaultValue("200") int batch,
        @DefaultValue("1s") Duration pause) {
    public AnnouncingLimits {
        require(every.isPositive(), "every must be longer than zero");
        require(batch >= 1, "batch must be at least 1");
        require(!pause.isNegative(), "pause must not be negative");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.announcing." + what);
        }
    }
}
