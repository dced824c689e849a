package dev.lorikeet.generation.selection;

import dev.lorikeet.generation.models.Models;

/** Selections without Spring. */
public final class Selections {
    private Selections() {}

    public static Selection of(Models models) {
        return new Selection(models, Bench.LIMITS);
    }
}
