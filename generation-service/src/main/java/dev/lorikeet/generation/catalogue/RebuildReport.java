package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.time.Instant;

/**
 * How building the copy anew went, or how far it is.
 *
 * @param why what it was done for
 * @param read records on the topic
 * @param changed copies that were not as the topic says
 * @param removed copies of which the topic knows nothing
 */
public record RebuildReport(String why, Instant startedAt, Instant endedAt, long read, long changed, long removed) {
    private static final long MILLIS = 1_000;

    static RebuildReport begun(String why, Instant now) {
        return new RebuildReport(why, now, now, 0, 0, 0);
    }

    RebuildReport plus(long moreRead, long moreChanged, long moreRemoved, Instant now) {
        return new RebuildReport(why, startedAt, now, read + moreRead, changed + moreChanged, removed + moreRemoved);
    }

    Duration took() {
        return Duration.between(startedAt, endedAt);
    }

    public long perSecond() {
        return read * MILLIS / Math.max(1, took().toMillis());
    }
}
