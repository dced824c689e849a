package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** The clock, and what will happen by it. What is due at the same instant happens in the order it was asked for. */
final class Timeline implements InstantSource {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(
            Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private Instant now;
    private long numbers;

    Timeline(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void after(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    void at(Instant at, Runnable action) {
        entries.add(new Entry(at, numbers++, action));
    }

    Optional<Instant> next() {
        return Optional.ofNullable(entries.peek()).map(Entry::at);
    }

    /** Never back. */
    void advanceTo(Instant target) {
        for (var first = entries.peek(); first != null && !first.at().isAfter(target); first = entries.peek()) {
            entries.remove(first);
            now = first.at().isAfter(now) ? first.at() : now;
            first.action().run();
        }
        now = target.isAfter(now) ? target : now;
    }

    private record Entry(Instant at, long number, Runnable action) {}
}
