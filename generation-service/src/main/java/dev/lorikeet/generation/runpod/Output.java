package dev.lorikeet.generation.runpod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;

/** What a worker returned. A video may be in it, so it is not always in memory. */
public sealed interface Output {

    record None() implements Output {}

    record Here(JsonNode value) implements Output {}

    /** The whole answer of RunPod, too large to be kept in memory for each of many jobs. */
    record OnDisk(Path answer) implements Output {}

    /** Nobody reads it any more. */
    default void discard() {
        if (this instanceof OnDisk(var answer)) {
            try {
                Files.deleteIfExists(answer);
            } catch (IOException e) {
                answer.toFile().deleteOnExit();
            }
        }
    }
}
