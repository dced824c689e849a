package dev.lorikeet.simulation.saga;

import java.time.Duration;

/** How often the services look for what a crash left. */
enum Pace {
    QUICK(Duration.ofSeconds(4), Duration.ofMinutes(3)),
    USUAL(Duration.ofSeconds(7), Duration.ofMinutes(3)),
    SLOW(Duration.ofSeconds(12), Duration.ofMinutes(2)),
    /** Once nothing goes wrong any more. */
    AFTERWARDS(Duration.ofSeconds(20), Duration.ofMinutes(3)),
    /** When there should be nothing left, for an hour and more. */
    AT_NIGHT(Duration.ofMinutes(4), Duration.ofMinutes(20));

    private final Duration look;
    private final Duration sweep;

    Pace(Duration look, Duration sweep) {
        this.look = look;
        this.sweep = sweep;
    }

    /** Of a time of trouble: where looks are rare, other things come to light first. */
    static Pace of(long seed) {
        return switch (Chance.below(Chance.mix(seed, 31), 3)) {
            case 0 -> QUICK;
            case 1 -> USUAL;
            default -> SLOW;
        };
    }

    /** At due work and at outboxes. */
    Duration look() {
        return look;
    }

    /** Of the bucket. */
    Duration sweep() {
        return sweep;
    }
}
