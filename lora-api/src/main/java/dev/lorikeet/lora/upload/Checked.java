package dev.lorikeet.lora.upload;

import dev.lorikeet.http.ProblemType;

/** What became of something that a client sent. */
sealed interface Checked<T> {
    record Accepted<T>(T value) implements Checked<T> {}

    record Refused<T>(ProblemType problem) implements Checked<T> {}
}
