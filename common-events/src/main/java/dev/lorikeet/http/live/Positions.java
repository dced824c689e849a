package dev.lorikeet.http.live;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The next offset of each partition: everything before it has been seen. Instances read the partitions of a topic in
 * different orders, but each partition in the same, so this means the same to all of them.
 */
final class Positions {
    private static final int LONGEST_TEXT = 500;
    private static final int RADIX = 36;
    private static final String OFFSET = "(?:0|[1-9a-z][0-9a-z]{0,12})";
    /** One for each partition, and a topic of ours has 24 at most. */
    private static final Pattern TEXT = Pattern.compile(OFFSET + "(?:\\." + OFFSET + "){0,23}");

    private final long[] next;

    private Positions(long[] next) {
        this.next = next;
    }

    static Positions of(SortedMap<Integer, Long> byPartition) {
        return of(byPartition.values());
    }

    static Positions of(Collection<Long> next) {
        return new Positions(next.stream().mapToLong(Long::longValue).toArray());
    }

    /** Empty if no instance ever wrote this. */
    static Optional<Positions> read(LastEventId id) {
        if (id.text().length() > LONGEST_TEXT || !TEXT.matcher(id.text()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Positions(Arrays.stream(id.text().split("\\.", -1))
                    .mapToLong(offset -> Long.parseLong(offset, RADIX))
                    .toArray()));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    LastEventId id() {
        return new LastEventId(Arrays.stream(next)
                .mapToObj(offset -> Long.toString(offset, RADIX))
                .collect(Collectors.joining(".")));
    }

    int partitions() {
        return next.length;
    }

    boolean include(int partition, long offset) {
        return offset < next[partition];
    }

    /** Whether whoever is here has seen all that the other has seen. Both must have the same partitions. */
    boolean cover(Positions other) {
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < other.next[partition]) {
                return false;
            }
        }
        return true;
    }

    Positions after(int partition, long offset) {
        var moved = next.clone();
        moved[partition] = offset + 1;
        return new Positions(moved);
    }

    /** Of whoever has seen what both have seen. */
    Positions and(Positions other) {
        var both = next.clone();
        Arrays.setAll(both, partition -> Math.max(next[partition], other.next[partition]));
        return new Positions(both);
    }
}
