package dev.lorikeet.delivery;

import java.util.Random;
import java.util.UUID;

/** The twin of chance: the same ids for the same seed. */
public final class SeededIds implements Ids {
    private final Random random;

    public SeededIds(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public String next() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
