package dev.lorikeet.delivery;

/** Where new ids come from; an input, so that a simulation repeats itself. */
public interface Ids {
    String next();
}
