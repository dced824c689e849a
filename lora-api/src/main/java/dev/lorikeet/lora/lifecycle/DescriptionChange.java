package dev.lorikeet.lora.lifecycle;

import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.NoiseExpert;
import org.jspecify.annotations.Nullable;

/** The fields to change; what is null stays, and what is empty is cleared. */
@SuppressWarnings("NullableOptional") // absent, cleared and set are three different things here
public record DescriptionChange(@Nullable String name, @Nullable Optional<String> text, @Nullable List<String> tags,
        @Nullable List<String> triggerWords, @Nullable Double defaultWeight, @Nullable Optional<NoiseExpert> expert) {

    public LoraDescription applyTo(LoraDescription old) {
        return new LoraDescription(name == null ? old.name() : name,
                text == null ? old.text() : text.orElse(null),
                tags == null ? old.tags() : tags,
                triggerWords == null ? old.triggerWords() : triggerWords,
                defaultWeight == null ? old.defaultWeight() : defaultWeight,
                expert == null ? old.expert() : expert.orElse(null));
    }

    public DescriptionChange named(String other) {
        return new DescriptionChange(other, text, tags, triggerWords, defaultWeight, expert);
    }
}
