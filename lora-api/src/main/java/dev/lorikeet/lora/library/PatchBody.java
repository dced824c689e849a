package dev.lorikeet.lora.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.lora.lifecycle.DescriptionChange;
import dev.lorikeet.lora.web.FieldError;
import dev.lorikeet.lora.web.Refused;
import org.jspecify.annotations.Nullable;

/** Absent fields stay, {@code null} clears where something can be cleared. */
@SuppressWarnings("NullableOptional") // absent, null and a value are three different things in JSON
record PatchBody(@Nullable Optional<String> name, @Nullable Optional<String> description,
        @Nullable Optional<List<String>> tags, @Nullable Optional<List<String>> triggerWords,
        @Nullable Optional<Double> defaultWeight, @Nullable Optional<NoiseExpert> expert) {

    DescriptionChange change() {
        var faults = neverNull().entrySet()
                .stream()
                .filter(field -> field.getValue() != null && field.getValue().isEmpty())
                .map(field -> new FieldError("/" + field.getKey(), "must not be null"))
                .toList();
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return new DescriptionChange(name == null ? null : name.map(String::strip).orElse(null),
                description == null ? null : description.filter(text -> !text.isBlank()), value(tags),
                value(triggerWords), value(defaultWeight), expert);
    }

    private Map<String, @Nullable Optional<?>> neverNull() {
        var fields = new LinkedHashMap<String, @Nullable Optional<?>>();
        fields.put("name", name);
        fields.put("tags", tags);
        fields.put("triggerWords", triggerWords);
        fields.put("defaultWeight", defaultWeight);
        return fields;
    }

    private static <T> @Nullable T value(@Nullable Optional<T> given) {
        return given == null ? null : given.orElse(null);
    }
}
