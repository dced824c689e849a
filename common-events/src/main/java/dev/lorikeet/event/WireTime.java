package dev.lorikeet.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Points in time as RFC 3339 has them: four-digit years, and always an offset. */
final class WireTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private WireTime() {}

    static Instant check(Instant time) {
        Limits.demand(!time.isBefore(FIRST) && time.isBefore(AFTER_LAST), "a time", "must be in the years 0 to 9999");
        return time;
    }

    static Instant parse(String text) {
        try {
            return check(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time like 2026-01-31T12:00:00Z", e);
        }
    }
}
