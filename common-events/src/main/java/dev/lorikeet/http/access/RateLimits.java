package dev.lorikeet.http.access;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast one person may ask.
 *
 * @param requests in each {@code period}, on each instance
 * @param people whose rate is remembered at the same time
 */
@ConfigurationProperties("lorikeet.rate")
record RateLimits(@DefaultValue("100") int requests, @DefaultValue("1s") Duration period,
        @DefaultValue("100000") long people) {

    RateLimits {
        if (requests < 1 || !period.isPositive() || people < 1) {
            throw new IllegalArgumentException("lorikeet.rate.requests and lorikeet.rate.people must be at least 1, and"
                    + " lorikeet.rate.period must be longer than zero");
        }
    }
}
