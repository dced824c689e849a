package dev.lorikeet.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Exactly what goes to Kafka, key, headers and body in UTF-8.
 *
 * @param body null for a tombstone
 */
public record WireRecord(String topic, String key, SortedMap<String, String> headers, @Nullable String body) {
    public WireRecord {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }
}
