package dev.lorikeet.delivery;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a reader without a group hears of a topic. */
public sealed interface Tailed<T> {

    /**
     * From these positions on, by partition, nothing will be missing. Comes first, and again if records were lost
     * meanwhile, because the topic no longer had them or was made anew.
     */
    record Began<T>(SortedMap<Integer, Long> positions) implements Tailed<T> {
        public Began {
            positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
        }
    }

    record Item<T>(int partition, long offset, T value) implements Tailed<T> {}

    /** Everything that was there at the beginning has been handed over; what comes now is new. */
    record CaughtUp<T>() implements Tailed<T> {}
}
