package dev.lorikeet.generation.ordering;

/** Draws the seed of a video for whom does not name one; an input, because it is chance. */
@FunctionalInterface
public interface Seeds {
    /** From 0 to 2^53-1. */
    long next();
}
