package dev.lorikeet.generation.history;

import dev.lorikeet.generation.job.Price.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What an order will probably take, going by earlier ones.
 *
 * @param seconds of a worker's time
 * @param videos how many earlier ones this goes by
 * @param cost where the worker's price is known
 */
public record Expectation(long seconds, int videos, @Nullable Cost cost) {}
