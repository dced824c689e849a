package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;

/**
 * A filter as alternatives, each of them bounds by field. A document of scalars that matches the filter lies in one of
 * the alternatives; the converse holds only if they are exact, so hits are matched against the filter again.
 */
record Alternatives(List<Map<String, Bounds>> each, boolean exact) {
    /** More are not worth telling apart: the part of the filter that multiplies them is left to the second look. */
    private static final int MOST = 32;
    private static final Alternatives ANYTHING = new Alternatives(List.of(Map.of()), true);
    private static final Alternatives UNKNOWN = new Alternatives(List.of(Map.of()), false);

    static Alternatives of(Document filter) {
        Alternatives all = ANYTHING;
        for (Map.Entry<String, Object> entry : filter.entrySet()) {
            all = all.and(part(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Alternatives part(String key, Object operand) {
        return switch (key) {
            case "$and" -> operand instanceof List<?> parts ? allOf(parts) : UNKNOWN;
            case "$or" -> operand instanceof List<?> parts ? anyOf(parts) : UNKNOWN;
            default -> key.startsWith("$") ? UNKNOWN : field(key, FieldCondition.of(operand));
        };
    }

    private static Alternatives field(String name, FieldCondition condition) {
        Bounds bounds = condition.bounds();
        return bounds == null ? UNKNOWN : new Alternatives(List.of(Map.of(name, bounds)), condition.exact());
    }

    private static Alternatives allOf(List<?> parts) {
        Alternatives all = ANYTHING;
        for (Object part : parts) {
            all = all.and(part instanceof Document filter ? of(filter) : UNKNOWN);
        }
        return all;
    }

    private static Alternatives anyOf(List<?> parts) {
        List<Map<String, Bounds>> any = new ArrayList<>();
        boolean exact = true;
        for (Object part : parts) {
            Alternatives alternatives = part instanceof Document filter ? of(filter) : UNKNOWN;
            any.addAll(alternatives.each);
            exact &= alternatives.exact;
        }
        return any.isEmpty() || any.size() > MOST ? UNKNOWN : new Alternatives(any, exact);
    }

    private Alternatives and(Alternatives other) {
        if (each.size() * other.each.size() > MOST) {
            return new Alternatives(each, false);
        }
        List<Map<String, Bounds>> both = new ArrayList<>();
        for (Map<String, Bounds> mine : each) {
            for (Map<String, Bounds> theirs : other.each) {
                Map<String, Bounds> merged = new HashMap<>(mine);
                theirs.forEach((field, bounds) -> merged.merge(field, bounds, Bounds::and));
                both.add(merged);
            }
        }
        return new Alternatives(both, exact && other.exact);
    }

    /** Whether the field has one and the same value in every matching document. */
    boolean fixes(String field) {
        Bounds first = each.getFirst().get(field);
        return first != null && each.stream()
                .map(bounds -> bounds.get(field))
                .allMatch(bounds -> bounds != null && first.isOnePointLike(bounds));
    }
}
