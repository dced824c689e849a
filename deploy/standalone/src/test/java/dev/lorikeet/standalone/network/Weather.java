package dev.lorikeet.standalone.network;

import java.time.Duration;

/** What becomes of bytes on a line. */
public sealed interface Weather {

    record Fine() implements Weather {}

    /** Every piece waits, and the larger it is the longer. */
    record Slow(Duration delay, int bytesPerSecond) implements Weather {
        Duration pause(int bytes) {
            return delay.plusNanos(1_000_000_000L * bytes / bytesPerSecond);
        }
    }

    /** A piece is lost by this chance, and both ends are told at once that the connection is gone. */
    record Resetting(double chance) implements Weather {}

    /** By this chance only the half of a piece arrives, and then the connection ends as if everything had been said. */
    record Cutting(double chance) implements Weather {}

    /** Nothing arrives and nobody is told. What was sent arrives when the weather changes. */
    record Silent() implements Weather {}

    /** Nobody listens there, and what was connected is reset. */
    record Refusing() implements Weather {}
}
