package dev.lorikeet.embedded.runpod;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** Workers that take their LoRAs in plain lists. */
final class LoraListRules {
    static final String NOT_LOADED = "Failed to load LoRA model from URL";
    private static final int MOST_IN_A_LIST = 3;

    private LoraListRules() {}

    /** Addresses only. */
    static Optional<Outcome> noiseLists(JsonNode input) {
        var missing = Personality.requireKeys(input, List.of("prompt"));
        if (missing.isPresent()) {
            return missing;
        }
        var lists = Stream.of("high_noise_loras", "low_noise_loras").map(input::path).toList();
        if (lists.stream().anyMatch(list -> list.size() > MOST_IN_A_LIST)) {
            return Optional.of(Outcome.error("at most " + MOST_IN_A_LIST + " LoRAs are supported"));
        }
        return lists.stream().flatMap(JsonNode::valueStream).anyMatch(lora -> !isAddress(lora.path("path")))
                ? Optional.of(Outcome.error(NOT_LOADED))
                : Optional.empty();
    }

    /** A file on the volume or an address, as a text or in a field. */
    static Optional<Outcome> generic(JsonNode input, EndpointSettings settings) {
        return Personality.requireKeys(input, List.of("prompt"))
                .or(() -> input.path("loras")
                        .valueStream()
                        .map(LoraListRules::source)
                        .filter(source -> !source.startsWith("http") && settings.lacks(source))
                        .findFirst()
                        .map(source -> new Outcome.Raised("FileNotFoundError",
                                "LoRA '" + source + "' not found at /runpod-volume/loras/" + source)));
    }

    private static String source(JsonNode lora) {
        return Stream.of(lora, lora.path("source"), lora.path("url"), lora.path("path"), lora.path("filename"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
    }

    private static boolean isAddress(JsonNode path) {
        return path.asString("").startsWith("http");
    }
}
