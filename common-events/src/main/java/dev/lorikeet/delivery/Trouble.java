package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/** Since when something has failed and not once succeeded, for whoever has to be told. */
final class Trouble {
    private static final double MILLIS = 1000;

    private final InstantSource clock;
    private volatile @Nullable Instant since;

    Trouble(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed() {
        if (since == null) {
            since = clock.instant();
        }
    }

    synchronized void over() {
        since = null;
    }

    /** Zero while there is none. */
    double seconds() {
        var began = since;
        return began == null ? 0 : Math.max(0, Duration.between(began, clock.instant()).toMillis() / MILLIS);
    }
}
