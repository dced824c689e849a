package dev.lorikeet.lora.advice;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the settings of the bucket are looked at.
 *
 * @param enabled whether the bucket's settings are looked at; nothing depends on it
 * @param every how long until they are looked at again
 * @param time that each answer may take
 */
@ConfigurationProperties("lorikeet.bucket-check")
record AdviceSettings(@DefaultValue("true") boolean enabled, @DefaultValue("1h") Duration every,
        @DefaultValue("30s") Duration time) {

    AdviceSettings {
        if (!every.isPositive() || !time.isPositive()) {
            throw new IllegalArgumentException(
                    "lorikeet.bucket-check.every and lorikeet.bucket-check.time must be longer than zero");
        }
    }
}
