package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** Finds the index that answers a query by reading the least, if one beats reading everything. */
final class IndexPlanner {
    /** How much dearer a document gets by having to be sorted afterwards. */
    static final double SORTING = 1.5;
    private static final int MOST_RANGES = 256;

    private final Alternatives alternatives;
    private final SortOrder order;
    private final int wanted;

    /** @param wanted how many documents are asked for; 0 is all of them */
    IndexPlanner(Document filter, @Nullable Document sort, int wanted) {
        this.alternatives = Alternatives.of(filter);
        this.order = SortOrder.of(sort);
        this.wanted = wanted;
    }

    @Nullable
    IndexScan plan(List<Index<DocumentKey>> indexes, long documents) {
        double everything = order.isWanted() ? documents * SORTING : documents;
        return indexes.stream()
                .filter(OrderedKeys.class::isInstance)
                .<IndexScan>mapMulti((index, found) -> {
                    IndexScan scan = scan((OrderedKeys<?>) index);
                    if (scan != null && cost(scan) <= everything) {
                        found.accept(scan);
                    }
                })
                .min(Comparator.comparingDouble(this::cost))
                .orElse(null);
    }

    private double cost(IndexScan scan) {
        return scan.cost(wanted, order.isWanted());
    }

    private @Nullable IndexScan scan(OrderedKeys<?> index) {
        if (index.sparse() && !alternatives.each().stream().allMatch(bounds -> needsAny(bounds, index.getKeys()))) {
            return null;
        }
        List<KeyRange> ranges = ranges(index.getKeys());
        long unordered = index.count(index.unordered());
        SortOrder.Walk walk = unordered == 0 ? order.walk(index.getKeys(), alternatives) : SortOrder.Walk.UNSUITABLE;
        boolean bounded = ranges.size() != 1 || !ranges.getFirst().sameAs(KeyRange.ALL);
        if (!bounded && !index.sparse() && (walk == SortOrder.Walk.UNSUITABLE || !order.isWanted())) {
            return null;
        }
        long entries = ranges.stream().mapToLong(index::count).sum();
        return new IndexScan(index, ranges, walk != SortOrder.Walk.UNSUITABLE, walk == SortOrder.Walk.BACKWARD,
                unordered == 0 && isExact(index.getKeys()), entries, unordered);
    }

    /** A sparse index lacks documents without any of its fields. */
    private static boolean needsAny(Map<String, Bounds> bounds, List<IndexKey> keys) {
        return keys.stream().map(key -> bounds.get(key.getKey())).anyMatch(one -> one != null && one.present());
    }

    private List<KeyRange> ranges(List<IndexKey> keys) {
        List<KeyRange> sorted = alternatives.each()
                .stream()
                .flatMap(bounds -> ranges(keys, bounds).stream())
                .filter(range -> !range.isEmpty())
                .sorted(KeyRange.BY_START)
                .toList();
        List<KeyRange> apart = new ArrayList<>();
        for (KeyRange range : sorted) {
            if (!apart.isEmpty() && apart.getLast().touches(range)) {
                apart.add(apart.removeLast().through(range));
            } else {
                apart.add(range);
            }
        }
        return List.copyOf(apart);
    }

    private static List<KeyRange> ranges(List<IndexKey> keys, Map<String, Bounds> bounds) {
        List<byte[]> prefixes = List.of(KeyRange.START);
        for (IndexKey key : keys) {
            Bounds field = bounds.get(key.getKey());
            if (field == null || prefixes.size() * field.ranges().size() > MOST_RANGES) {
                break;
            }
            List<KeyRange> below = behind(prefixes, field.ranges(key.isAscending()));
            if (!field.arePoints()) {
                return below;
            }
            prefixes = below.stream().map(KeyRange::from).toList();
        }
        return prefixes.stream().map(KeyRange::startingWith).toList();
    }

    private static List<KeyRange> behind(List<byte[]> prefixes, List<KeyRange> ranges) {
        return prefixes.stream().flatMap(prefix -> ranges.stream().map(range -> range.behind(prefix))).toList();
    }

    /** Every field the filter names must have gone into the ranges, and only the last of them as a range. */
    private boolean isExact(List<IndexKey> keys) {
        return alternatives.exact()
                && alternatives.each().stream().allMatch(bounds -> consumed(keys, bounds).equals(bounds.keySet()));
    }

    private static Set<String> consumed(List<IndexKey> keys, Map<String, Bounds> bounds) {
        Set<String> consumed = new HashSet<>();
        int ranges = 1;
        for (IndexKey key : keys) {
            Bounds field = bounds.get(key.getKey());
            ranges *= field == null ? 1 : field.ranges().size();
            if (field == null || ranges > MOST_RANGES) {
                break;
            }
            consumed.add(key.getKey());
            if (!field.arePoints()) {
                break;
            }
        }
        return consumed;
    }

    /** Names, never values. */
    static String fields(Document filter) {
        return names(filter).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static Stream<String> names(Document filter) {
        return filter.entrySet()
                .stream()
                .flatMap(entry -> entry.getKey().startsWith("$") && entry.getValue() instanceof List<?> parts
                        ? parts.stream().filter(Document.class::isInstance).flatMap(part -> names((Document) part))
                        : Stream.of(entry.getKey()));
    }
}
