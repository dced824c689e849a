package dev.lorikeet.delivery;

/** What became of a command that was sent to an aggregate. */
public sealed interface Outcome<S, R> {

    /** The command holds, whether just now or since an earlier identical one; {@code version} is what is stored. */
    record Done<S, R>(S state, long version, boolean changed) implements Outcome<S, R> {}

    record Refused<S, R>(R reason) implements Outcome<S, R> {}
}
