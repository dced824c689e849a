package dev.lorikeet.generation.models;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Always in the same order, because the version of the models is a digest of how they read. */
final class Sorted {
    private Sorted() {}

    static <T extends Comparable<T>> Set<T> set(Collection<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    static <V> Map<String, V> map(Map<String, V> values) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
