package dev.lorikeet.delivery;

/**
 * An aggregate whose work is due, claimed by this instance.
 *
 * @param attempt 1 for the first try; a worker that gives up commits a state that says so
 */
public record WorkItem<S>(String id, S state, int attempt) {}
