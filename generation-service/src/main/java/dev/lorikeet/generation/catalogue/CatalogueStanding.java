package dev.lorikeet.generation.catalogue;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the copy stands, for operators.
 *
 * @param rebuilding whether it is being built anew, by whatever instance
 * @param progress absent on instances that do not do it
 * @param last how it went the last time
 * @param refusal why a call was not heeded
 */
record CatalogueStanding(boolean rebuilding, @Nullable String why, @Nullable Instant since,
        @Nullable Counts progress, @Nullable Counts last, @Nullable String refusal) {
    private static final String RUNS_ALREADY = "The copy is being built anew already. GET shows how far it is.";

    /** What was done, and how fast. */
    record Counts(String why, Instant startedAt, Instant endedAt, long read, long changed, long removed,
            long perSecond) {
        static Counts of(RebuildReport report) {
            return new Counts(report.why(), report.startedAt(), report.endedAt(), report.read(), report.changed(),
                    report.removed(), report.perSecond());
        }
    }

    static CatalogueStanding of(Upkeep.Standing standing) {
        return switch (standing.state()) {
            case CopyUpkeep.None _ -> new CatalogueStanding(false, null, null, null, null, null);
            case CopyUpkeep.Waiting(var _, var last) ->
                new CatalogueStanding(false, null, null, null, last == null ? null : Counts.of(last), null);
            case CopyUpkeep.Rebuilding(var why, var since) -> new CatalogueStanding(true, why, since,
                    standing.progress() == null ? null : Counts.of(standing.progress()), null, null);
        };
    }

    CatalogueStanding refused() {
        return new CatalogueStanding(rebuilding, why, since, progress, last, RUNS_ALREADY);
    }
}
