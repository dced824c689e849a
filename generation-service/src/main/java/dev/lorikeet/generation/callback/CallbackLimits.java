package dev.lorikeet.generation.callback;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is read of a callback that has proved to be RunPod's. What comes after that is let go, since nothing but the
 * job's name counts.
 *
 * @param largest body, which holds the job's whole result
 * @param time for it to arrive
 */
@ConfigurationProperties("lorikeet.callback")
record CallbackLimits(@DefaultValue("48MB") DataSize largest, @DefaultValue("30s") Duration time) {
    CallbackLimits {
        require(largest.toBytes() >= 1, "largest must be at least 1 byte");
        require(time.isPositive(), "time must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.callback." + what);
        }
    }
}
