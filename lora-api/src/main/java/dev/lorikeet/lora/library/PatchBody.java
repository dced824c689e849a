package dev.lorikeet.lora.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.DescriptionChange;
import dev.lorikeet.lora.lifecycle.ListFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Absent fields stay, {@code null} clears where something can be cleared. Only nodes tell the two apart: Jackson reads
 * an {@link Optional} that is absent as one that is empty.
 */
record PatchBody(@Nullable JsonNode name, @Nullable JsonNode description, @Nullable JsonNode tags,
        @Nullable JsonNode triggerWords, @Nullable JsonNode defaultWeight, @Nullable JsonNode expert) {

    DescriptionChange change() {
        var faults = new ArrayList<FieldError>();
        var change = new DescriptionChange(
                read(faults, "/name", name, node -> text(node).map(String::strip)),
                clearable(faults, "/description", description, PatchBody::text, text -> !text.isBlank()),
                read(faults, "/tags", tags, PatchBody::texts),
                read(faults, "/triggerWords", triggerWords, PatchBody::texts),
                read(faults, "/defaultWeight", defaultWeight,
                        node -> node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty()),
                clearable(faults, "/expert", expert, PatchBody::expert, _ -> true));
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return change;
    }

    private static <T> @Nullable T read(List<FieldError> faults, String pointer, @Nullable JsonNode given,
            Function<JsonNode, Optional<T>> parse) {
        if (given == null) {
            return null;
        }
        var value = parse.apply(given);
        if (value.isEmpty()) {
            faults.add(new FieldError(pointer, "has the wrong type, or a value that is not allowed"));
        }
        return value.orElse(null);
    }

    @SuppressWarnings("NullableOptional") // absent, cleared and set are three different things here
    private static <T> @Nullable Optional<T> clearable(List<FieldError> faults, String pointer,
            @Nullable JsonNode given, Function<JsonNode, Optional<T>> parse, Predicate<T> says) {
        if (given == null) {
            return null;
        }
        return given.isNull() ? Optional.empty()
                : Optional.ofNullable(read(faults, pointer, given, parse)).filter(says);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static Optional<List<String>> texts(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isString)
                ? Optional.of(node.valueStream().map(JsonNode::asString).toList())
                : Optional.empty();
    }

    private static Optional<NoiseExpert> expert(JsonNode node) {
        return text(node).flatMap(word -> Stream.of(NoiseExpert.HIGH, NoiseExpert.LOW, NoiseExpert.BOTH)
                .filter(expert -> ListFields.word(expert).equals(word))
                .findFirst());
    }
}
