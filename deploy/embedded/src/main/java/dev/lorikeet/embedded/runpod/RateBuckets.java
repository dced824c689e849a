package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** How many requests of a kind an endpoint takes in ten seconds. */
final class RateBuckets {
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final Map<Operation, Integer> limits = new EnumMap<>(Operation.class);
    private final Map<Operation, Deque<Instant>> taken = new EnumMap<>(Operation.class);

    void limit(Operation operation, int requests) {
        limits.put(operation, requests);
    }

    boolean take(Operation operation, Instant now) {
        var window = taken.computeIfAbsent(operation, _ -> new ArrayDeque<>());
        while (!window.isEmpty() && !window.peek().plus(WINDOW).isAfter(now)) {
            window.pop();
        }
        if (window.size() >= limits.getOrDefault(operation, operation.usualLimit())) {
            return false;
        }
        window.add(now);
        return true;
    }
}
