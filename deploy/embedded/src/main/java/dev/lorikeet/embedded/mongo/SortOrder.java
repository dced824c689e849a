package dev.lorikeet.embedded.mongo;

import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** The order a query asks for, and how an index can be walked to get it. */
record SortOrder(@Nullable Document fields) {
    enum Walk {
        FORWARD,
        BACKWARD,
        UNSUITABLE
    }

    static SortOrder of(@Nullable Document sort) {
        return new SortOrder(sort == null || sort.isEmpty() ? null : sort);
    }

    boolean isWanted() {
        return fields != null;
    }

    Walk walk(List<IndexKey> keys, Alternatives alternatives) {
        if (fields == null) {
            return Walk.FORWARD;
        }
        Matching matching = new Matching(keys, alternatives);
        for (Map.Entry<String, Object> entry : fields.entrySet()) {
            if (matching.isSettled()) {
                break;
            }
            if (!(entry.getValue() instanceof Number direction) || !matching.next(entry.getKey(), direction)) {
                return Walk.UNSUITABLE;
            }
        }
        return matching.isBackward() ? Walk.BACKWARD : Walk.FORWARD;
    }

    /** Goes through sort fields and index keys side by side; what the filter fixes does not count on either side. */
    private static final class Matching {
        private final List<IndexKey> keys;
        private final Alternatives alternatives;
        private int at;
        private @Nullable Boolean backward;
        private boolean unique;

        Matching(List<IndexKey> keys, Alternatives alternatives) {
            this.keys = keys;
            this.alternatives = alternatives;
        }

        /** Behind an id there is nothing left to order. */
        boolean isSettled() {
            return unique;
        }

        boolean isBackward() {
            return backward != null && backward;
        }

        boolean next(String field, Number direction) {
            unique = "_id".equals(field);
            if (isKey(field) && alternatives.fixes(field)) {
                return true;
            }
            while (at < keys.size() && !is(field) && alternatives.fixes(keys.get(at).getKey())) {
                at++;
            }
            boolean down = direction.intValue() < 0;
            if (at == keys.size()) {
                return unique && sameWay(down); // every entry ends with the id
            }
            return is(field) && sameWay(keys.get(at++).isAscending() == down);
        }

        private boolean isKey(String field) {
            return keys.stream().anyMatch(key -> key.getKey().equals(field));
        }

        private boolean is(String field) {
            return keys.get(at).getKey().equals(field);
        }

        private boolean sameWay(boolean back) {
            if (backward == null) {
                backward = back;
            }
            return backward == back;
        }
    }
}
