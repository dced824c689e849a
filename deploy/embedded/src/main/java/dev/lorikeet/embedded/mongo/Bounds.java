package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one field's value must lie.
 *
 * @param ranges of encoded values, in ascending order and apart from each other
 * @param present whether a document without the field is out of the question
 */
record Bounds(List<KeyRange> ranges, boolean present) {
    static final Bounds PRESENT = new Bounds(List.of(KeyRange.ALL), true);

    static Bounds of(KeyRange range) {
        return new Bounds(List.of(range), true);
    }

    static Bounds anyOf(List<KeyRange> ranges, boolean present) {
        List<KeyRange> apart = new ArrayList<>();
        for (KeyRange range : ranges.stream().sorted(KeyRange.BY_START).toList()) {
            if (apart.isEmpty() || !apart.getLast().sameAs(range)) {
                apart.add(range);
            }
        }
        return new Bounds(List.copyOf(apart), present);
    }

    Bounds and(Bounds other) {
        List<KeyRange> both = new ArrayList<>();
        for (KeyRange mine : ranges) {
            for (KeyRange theirs : other.ranges) {
                KeyRange shared = mine.and(theirs);
                if (!shared.isEmpty()) {
                    both.add(shared);
                }
            }
        }
        return anyOf(both, present || other.present);
    }

    boolean arePoints() {
        return ranges.stream().allMatch(KeyRange::isPoint);
    }

    boolean isOnePointLike(Bounds other) {
        return ranges.size() == 1 && other.ranges.size() == 1 && ranges.getFirst().isPoint()
                && ranges.getFirst().sameAs(other.ranges.getFirst());
    }

    List<KeyRange> ranges(boolean ascending) {
        return ascending ? ranges : ranges.reversed().stream().map(KeyRange::descending).toList();
    }
}
