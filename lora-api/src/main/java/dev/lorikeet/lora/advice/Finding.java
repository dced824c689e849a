package dev.lorikeet.lora.advice;

/** What one look came to. */
sealed interface Finding {
    Check check();

    record Fine(Check check) implements Finding {}

    /** What is wrong, what comes of it, and what to do. */
    record Advice(Check check, String sentence) implements Finding {}

    record Unknown(Check check, String why) implements Finding {}
}
