package dev.lorikeet.generation.notice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of notices to the addresses that orders name ({@code callbackUrl}).
 *
 * @param secrets each of at least 32 bytes, newest first, from which the secret of every workspace is derived; a notice is
 *        signed with all of them. Without any, no order may name an address
 * @param trustedHosts that may be told though they are not on the open web, and by http
 * @param attempts to deliver one notice, until somebody wants it to be sent again
 * @param retryAfter the wait after the first attempt; five times as long after each further one
 * @param longestWait between two attempts, but for up to a fifth that is added so that they do not come together
 * @param time that a receiver has to answer
 * @param atOnce notices that one instance sends at the same time
 */
@ConfigurationProperties("lorikeet.notices")
public record NoticeLimits(@DefaultValue List<String> secrets, @DefaultValue Set<String> trustedHosts,
        @DefaultValue("10") int attempts, @DefaultValue("10s") Duration retryAfter,
        @DefaultValue("24h") Duration longestWait, @DefaultValue("15s") Duration time,
        @DefaultValue("16") int atOnce) {
    private static final int SHORTEST_SECRET = 32;
    private static final int MOST_ATTEMPTS = 100;
    private static final int TIMES = 5;
    private static final int PARTS = 100;
    private static final int SPREAD = 20;

    public NoticeLimits {
        secrets = List.copyOf(secrets);
        trustedHosts = Set.copyOf(trustedHosts);
        require(secrets.stream().allMatch(NoticeLimits::isLong), "secrets must have at least 32 bytes each");
        require(attempts >= 1 && attempts <= MOST_ATTEMPTS, "attempts must lie between 1 and 100");
        require(retryAfter.isPositive(), "retry-after must be longer than zero");
        require(longestWait.compareTo(retryAfter) >= 0, "longest-wait must not be shorter than retry-after");
        require(time.isPositive(), "time must be longer than zero");
        require(atOnce >= 1, "at-once must be at least 1");
    }

    /**
     * The wait after so many attempts.
     *
     * @param spread any number; waits for different ones differ a little
     */
    Duration after(int attempts, int spread) {
        var wait = retryAfter;
        for (int i = 1; i < attempts && wait.compareTo(longestWait) < 0; i++) {
            wait = wait.multipliedBy(TIMES);
        }
        var longest = wait.compareTo(longestWait) < 0 ? wait : longestWait;
        return longest.plus(longest.multipliedBy(Math.floorMod(spread, SPREAD)).dividedBy(PARTS));
    }

    private static boolean isLong(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= SHORTEST_SECRET;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.notices." + what);
        }
    }

    /** It holds secrets. */
    @Override
    public String toString() {
        return "limits of notices with " + secrets.size() + " secrets";
    }
}
