package dev.lorikeet.lora.link;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of LoRAs that are added by their address.
 *
 * @param trustedHosts that may be asked though they are not on the open web, and by http
 * @param atOnce files that one instance fetches at the same time, each with one part in memory
 *        ({@code lorikeet.upload.form-part})
 * @param perWorkspace files that may be on their way for one workspace
 * @param answerTime that a server has to begin an answer, and for each silence in it; twice as long for the first look
 *        with all that it is redirected to
 * @param partTime that one part may take
 * @param time that a whole file may take, from the wish to its last byte; never longer than its ticket
 * @param tries in a row without one part that arrives
 * @param retryAfter the wait after the first of them; twice as long after each further one, up to two minutes
 */
@ConfigurationProperties("lorikeet.import")
public record ImportLimits(@DefaultValue Set<String> trustedHosts, @DefaultValue("2") int atOnce,
        @DefaultValue("8") int perWorkspace, @DefaultValue("10s") Duration answerTime,
        @DefaultValue("5m") Duration partTime, @DefaultValue("6h") Duration time, @DefaultValue("10") int tries,
        @DefaultValue("2s") Duration retryAfter) {
    private static final int MOST = 100;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    public ImportLimits {
        trustedHosts = Set.copyOf(trustedHosts);
        between("at-once", atOnce);
        between("per-workspace", perWorkspace);
        between("tries", tries);
        between("answer-time", answerTime, Duration.ofMinutes(5));
        between("part-time", partTime, Duration.ofHours(1));
        between("time", time, Duration.ofDays(7));
        between("retry-after", retryAfter, LONGEST_WAIT);
    }

    /** The wait after so many failures in a row, at least one. */
    Duration after(int failures) {
        var wait = retryAfter;
        for (int i = 1; i < failures && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static void between(String name, int value) {
        demand(value >= 1 && value <= MOST, name, "from 1 to " + MOST, value);
    }

    private static void between(String name, Duration value, Duration most) {
        demand(value.isPositive() && value.compareTo(most) <= 0, name,
                "longer than zero and at most " + most.toSeconds() + " seconds", value);
    }

    private static void demand(boolean holds, String name, String allowed, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.import." + name + " must be " + allowed + ", not " + value);
        }
    }
}
