package dev.lorikeet.storage.file;

import dev.lorikeet.event.Reason;

/** How far a reader has come with what there is of a file. */
public sealed interface Reading {

    record Done(TensorFile file) implements Reading {}

    /** It has to see these bytes too, and then starts again. */
    record Needs(long from, int length) implements Reading {}

    record Refused(Reason reason) implements Reading {}
}
