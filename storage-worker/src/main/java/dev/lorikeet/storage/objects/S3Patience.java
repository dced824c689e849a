package dev.lorikeet.storage.objects;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long to go on with a bucket that does not answer well. What all this does not help is left to the work that asked,
 * which tries again later.
 *
 * @param tries of one call, where it failed in a way that passes
 * @param firstWait before the second try; twice as long from one to the next, and by half more or less
 * @param atOnce calls under way at the same time; more wait for their turn
 * @param queueTime how long a call waits for its turn
 * @param failureRate percent of calls that fail before none is made for a while
 * @param window over how many calls that is reckoned
 * @param openFor how long none is made then
 */
@ConfigurationProperties("lorikeet.s3.patience")
public record S3Patience(@DefaultValue("3") int tries, @DefaultValue("100ms") Duration firstWait,
        @DefaultValue("32") int atOnce, @DefaultValue("10s") Duration queueTime,
        @DefaultValue("50") int failureRate, @DefaultValue("20") int window,
        @DefaultValue("5s") Duration openFor) {
    private static final int ALL = 100;

    public S3Patience {
        require(tries >= 1, "tries must be at least 1");
        require(firstWait.isPositive(), "first-wait must be longer than zero");
        require(atOnce >= 1, "at-once must be at least 1");
        require(!queueTime.isNegative(), "queue-time must not be negative");
        require(failureRate >= 1 && failureRate <= ALL, "failure-rate must lie between 1 and 100");
        require(window >= 1, "window must be at least 1");
        require(openFor.isPositive(), "open-for must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.s3.patience." + what);
        }
    }
}
