package dev.lorikeet.delivery;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** UUIDs of version 7: the time first, so that neighbours in time are neighbours in an index, then chance. */
public final class RandomIds implements Ids {
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    public RandomIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String next() {
        long time = clock.millis() << 16;
        long version = 0x7000L | (random.nextLong() & 0xfffL);
        long variant = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new UUID(time | version, variant).toString();
    }
}
