package dev.lorikeet.generation.job;

import java.util.List;

/**
 * Why an attempt ended without a video.
 *
 * @param message one sentence for a person, with the way out
 * @param files the LoRA files that the worker named, if it named any
 */
public record Failure(FailureCode code, String message, List<String> files) {
    private static final int LONGEST = 900;

    public Failure {
        message = message.isBlank() ? code.name() : message;
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
        files = List.copyOf(files);
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, List.of());
    }
}
