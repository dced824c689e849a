package dev.lorikeet.embedded.mongo;

import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * The part of an index that holds everything a filter can match.
 *
 * @param ranges of entries, in ascending order and apart from each other
 * @param ordered whether walking them yields the order asked for
 * @param reversed whether they are to be walked backwards for that
 * @param exact whether everything in them matches
 * @param entries how many they hold
 * @param unordered how many documents have to be looked at besides
 */
record IndexScan(OrderedKeys<?> index, List<KeyRange> ranges, boolean ordered, boolean reversed, boolean exact,
        long entries, long unordered) {
    Iterator<DocumentKey> documents() {
        Iterator<DocumentKey> walk = new RangesIterator(index, reversed ? ranges.reversed() : ranges, reversed);
        if (unordered == 0) {
            return walk;
        }
        // A document may be both in a range and among the unordered.
        TreeSet<DocumentKey> once = new TreeSet<>();
        walk.forEachRemaining(once::add);
        index.scan(index.unordered(), false).forEachRemaining(once::add);
        return once.iterator();
    }

    /** What reading through it costs, in documents. */
    double cost(int wanted, boolean sorting) {
        double all = (double) entries + unordered;
        if (ordered && wanted > 0) {
            return Math.min(all, exact ? wanted : Math.max(wanted, all / 4));
        }
        return sorting && !ordered ? all * IndexPlanner.SORTING : all;
    }
}
