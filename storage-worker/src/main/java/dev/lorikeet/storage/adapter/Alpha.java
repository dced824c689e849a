package dev.lorikeet.storage.adapter;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The strength a LoRA was trained with. It lies in the numbers, which are not read, and often in the metadata too. */
final class Alpha {
    private static final double LARGEST = 1e9;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(?:\\.\\d{0,30})?(?:[eE][+-]?\\d{1,2})?");

    private Alpha() {}

    static OptionalDouble of(Map<String, String> metadata) {
        return Stream.concat(Stream.of(number(metadata.get("ss_network_alpha"))), ofPeft(metadata))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static Stream<OptionalDouble> ofPeft(Map<String, String> metadata) {
        return InnerJson.read(metadata.get("lora_adapter_metadata"))
                .properties()
                .stream()
                .filter(entry -> entry.getKey().equals("lora_alpha") || entry.getKey().endsWith(".lora_alpha"))
                .map(entry -> number(text(entry.getValue())));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNumber() || value.isString() ? value.asString() : null;
    }

    /** 0 is how trainers say that alpha is the rank. */
    private static OptionalDouble number(@Nullable String text) {
        if (text == null || !NUMBER.matcher(text.strip()).matches()) {
            return OptionalDouble.empty();
        }
        double alpha = Double.parseDouble(text.strip());
        return alpha != 0 && Math.abs(alpha) <= LARGEST ? OptionalDouble.of(alpha) : OptionalDouble.empty();
    }
}
