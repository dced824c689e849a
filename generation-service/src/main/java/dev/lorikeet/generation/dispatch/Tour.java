package dev.lorikeet.generation.dispatch;

import java.util.Optional;

/**
 * How far the workspaces that wait for an endpoint have been looked at, in the order of their names and round in a
 * circle. It begins where the last one found somebody to serve, so that nobody's name keeps them waiting for ever.
 *
 * @param began behind this name; empty for the first of all
 * @param after the next look begins behind this one
 * @param again whether it has come to the last name and begun with the first
 */
record Tour(String began, String after, boolean again) {

    static Tour from(String began) {
        return new Tour(began, began, false);
    }

    /**
     * Empty when all of them have been looked at.
     *
     * @param last the last name of a look, empty if there are none behind it
     */
    Optional<Tour> goingOn(String last) {
        if (!last.isEmpty()) {
            return again && last.compareTo(began) >= 0
                    ? Optional.empty()
                    : Optional.of(new Tour(began, last, again));
        }
        return again || began.isEmpty() ? Optional.empty() : Optional.of(new Tour(began, "", true));
    }
}
