package dev.lorikeet.generation.ordering;

import java.util.function.LongSupplier;

/**
 * Draws the seed of a video for whom does not name one; an input, because it is chance.
 *
 * @param source of numbers from 0 to 2^53-1
 */
public record Seeds(LongSupplier source) {

    long next() {
        return source.getAsLong();
    }
}
