package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * What a life is dealt besides its faults, drawn apart from everything else.
 *
 * @param start the day of a ticket is cut into hours, and nothing of an hour is swept before its end
 * @param trouble how long everything goes wrong
 * @param survives whether those who lived through the trouble have to come to rest by themselves, without a restart
 * @param rebalances how often a reader that lives loses its partitions for a while
 * @param stops how often an instance is asked to stop, and given the time to
 * @param streamers who uploads through lora-api; zero if nobody does
 * @param poll so many records are applied before a position is committed, and come again to whoever takes over
 * @param hesitation seconds, at most, until customers have made up their minds
 * @param badJobs how often RunPod does something to a job, of one
 */
record Lot(Instant start, Duration trouble, boolean survives, int rebalances, int stops, long streamers, int poll,
        int hesitation, double badJobs) {
    private static final Instant EARLY = Instant.parse("2026-03-04T12:52:00Z");
    private static final Duration UNTIL_LATE = Duration.ofMinutes(6);
    private static final int LATE_SECONDS = 90;
    private static final Duration TROUBLE = Duration.ofMinutes(3);
    /** Of most lives, because nothing costs as much time; those that cross the hour need theirs. */
    private static final Duration LESS_TROUBLE = Duration.ofSeconds(150);
    private static final int MORE_SECONDS = 60;
    /** Some things are looked at every hour only. */
    private static final Duration NIGHT = Duration.ofMinutes(70);
    /** Until what was begun after the hour has been swept. */
    private static final Duration LONG_NIGHT = Duration.ofMinutes(95);
    private static final int MOST = 3;
    private static final int MOST_AT_ONCE = 20;
    private static final int HESITATION = 120;
    private static final double BAD_JOBS = 0.35;

    /** Of lives from before there was anything else. */
    static Lot usual(long seed) {
        return new Lot(EARLY, trouble(seed, TROUBLE, 2 * MORE_SECONDS), false, 0, 0, 0, 1, HESITATION, BAD_JOBS);
    }

    static Lot of(long seed) {
        var drawn = new Random(Chance.mix(seed, "lot".hashCode()));
        boolean late = drawn.nextInt(3) == 0;
        var start = late ? EARLY.plus(UNTIL_LATE).plusSeconds(drawn.nextInt(LATE_SECONDS)) : EARLY;
        return new Lot(start, trouble(seed, late ? TROUBLE : LESS_TROUBLE, MORE_SECONDS), drawn.nextInt(4) == 0,
                drawn.nextInt(MOST), drawn.nextInt(MOST), drawn.nextLong(1, Long.MAX_VALUE),
                drawn.nextBoolean() ? 1 : drawn.nextInt(2, MOST_AT_ONCE), late ? HESITATION : HESITATION / 2,
                late || drawn.nextInt(3) > 0 ? BAD_JOBS : 2 * BAD_JOBS);
    }

    private static Duration trouble(long seed, Duration least, int moreSeconds) {
        return least.plusSeconds(Chance.below(Chance.mix(seed, 23), moreSeconds));
    }

    Duration night() {
        return start.equals(EARLY) ? NIGHT : LONG_NIGHT;
    }

    /** Whether this one sends what it uploads through lora-api, instead of to the bucket. */
    boolean streams(String client) {
        return streamers > 0 && Chance.below(Chance.mix(streamers, client.hashCode()), 4) == 0;
    }
}
