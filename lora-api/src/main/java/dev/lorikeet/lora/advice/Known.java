package dev.lorikeet.lora.advice;

import java.util.function.Function;

/** What the store says of one of its settings, if it says anything. */
sealed interface Known<T> {

    record Told<T>(T setting) implements Known<T> {}

    /** Nothing is set. */
    record Absent<T>() implements Known<T> {}

    /** Nothing can be said of it, and {@code why} says for what reason. */
    record Untold<T>(String why) implements Known<T> {}

    /** What follows from it; nothing can be said about what is not told. */
    default Finding judged(Check check, Function<T, Finding> told, Finding absent) {
        return switch (this) {
            case Told<T>(var setting) -> told.apply(setting);
            case Absent<T>() -> absent;
            case Untold<T>(var why) -> new Finding.Unknown(check, why);
        };
    }
}
