package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.Confidence;

/** The names that may speak of a WAN model, and how far each is to be believed. */
record WanWords(Map<String, String> metadata, String fileName) {
    private static final int LONGEST = 300;
    private static final Pattern EXTENSION = Pattern.compile("(?i)\\.(?:safetensors|ckpt|pth?|bin|gguf|sft)$");

    /** @param where for the evidence, such as "The file name" */
    record Name(String where, String text, Confidence confidence) {
        String says(String what) {
            return where + " says " + what + ": " + Texts.quoted(text) + ".";
        }
    }

    /** The file it was trained on says more than what its author called it. */
    List<Name> names() {
        return Stream.of(name("The model it was trained on (ss_sd_model_name)", "ss_sd_model_name", Confidence.HIGH),
                name("The metadata (model_type)", "model_type", Confidence.HIGH),
                name("The metadata (ss_output_name)", "ss_output_name", Confidence.MEDIUM),
                name("The title", "modelspec.title", Confidence.MEDIUM),
                named("The file name", fileName, Confidence.MEDIUM))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Name> name(String where, String key, Confidence confidence) {
        var value = metadata.get(key);
        return value == null ? Optional.empty() : named(where, value, confidence);
    }

    /** Without the directories of whoever trained it. */
    private static Optional<Name> named(String where, String value, Confidence confidence) {
        return Texts.cleanLine(Texts.fileName(value), LONGEST)
                .map(text -> new Name(where, EXTENSION.matcher(text).replaceFirst(""), confidence));
    }
}
