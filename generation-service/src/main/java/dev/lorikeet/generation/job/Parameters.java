package dev.lorikeet.generation.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The values a job runs with, by the names of the model's parameters; the LoRAs are not among them. Values are text,
 * whole numbers (Long), numbers (Double) and yes or no. A picture is its address on the web or its key in our bucket.
 */
public record Parameters(@JsonValue Map<String, Object> values) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Parameters {
        var normal = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> normal.put(name, normal(name, value)));
        values = Collections.unmodifiableMap(normal);
    }

    private static Object normal(String name, Object value) {
        return switch (value) {
            case Integer whole -> whole.longValue();
            case Float number -> number.doubleValue();
            case Long _,Double _,String _,Boolean _ -> value;
            default -> throw new IllegalArgumentException(name + " cannot be a " + value.getClass().getSimpleName());
        };
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String.class::cast);
    }

    public Optional<Long> whole(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> ((Number) value).longValue());
    }

    public Optional<Double> number(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> ((Number) value).doubleValue());
    }

    public Parameters with(String name, Object value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Parameters(changed);
    }
}
