package dev.lorikeet.storage.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A dictionary that a pickle is filling. What relied on what is in it closes it. */
final class Mapping implements Value {
    private final boolean ordered;
    private Map<String, Value> entries = Map.of();
    private boolean closed;

    Mapping(boolean ordered) {
        this.ordered = ordered;
    }

    boolean isOrdered() {
        return ordered;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** Gives back what was there under this name before. */
    @Nullable
    Value put(String key, Value value) {
        if (entries.isEmpty()) {
            entries = new LinkedHashMap<>();
        }
        return entries.put(key, value);
    }

    Map<String, Value> entries() {
        return Collections.unmodifiableMap(entries);
    }
}
