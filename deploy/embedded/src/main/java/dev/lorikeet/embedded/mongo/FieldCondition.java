package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a filter's operand says about its field.
 *
 * @param bounds that every matching scalar lies in; null if the operand says nothing an index could use
 * @param exact whether everything in the bounds matches
 */
record FieldCondition(@Nullable Bounds bounds, boolean exact) {
    private static final FieldCondition UNKNOWN = new FieldCondition(null, false);

    static FieldCondition of(@Nullable Object operand) {
        if (BsonRegularExpression.isRegularExpression(operand)) {
            return beginning(BsonRegularExpression.convertToRegularExpression(operand));
        }
        return operand instanceof Document operators ? ofOperators(operators) : equalTo(operand);
    }

    private static FieldCondition ofOperators(Document operators) {
        if (operators.isEmpty()) {
            return UNKNOWN;
        }
        FieldCondition all = null;
        for (Map.Entry<String, Object> entry : operators.entrySet()) {
            FieldCondition one = ofOperator(entry.getKey(), entry.getValue());
            all = all == null ? one : all.and(one);
        }
        return all == null ? UNKNOWN : all;
    }

    private static FieldCondition ofOperator(String operator, @Nullable Object operand) {
        return switch (operator) {
            case "$eq" -> equalTo(operand);
            case "$in" -> operand instanceof Collection<?> values ? in(values) : UNKNOWN;
            case "$exists" -> Utils.isTrue(operand) ? new FieldCondition(Bounds.PRESENT, false) : UNKNOWN;
            case "$gt", "$gte", "$lt", "$lte" -> compared(operator, operand);
            default -> UNKNOWN;
        };
    }

    private FieldCondition and(FieldCondition other) {
        if (bounds == null || other.bounds == null) {
            return new FieldCondition(bounds == null ? other.bounds : bounds, false);
        }
        return new FieldCondition(bounds.and(other.bounds), exact && other.exact);
    }

    private static FieldCondition equalTo(@Nullable Object operand) {
        return OrderedBytes.keepsOrder(operand) ? in(Collections.singletonList(operand)) : UNKNOWN;
    }

    private static FieldCondition in(Collection<?> values) {
        List<KeyRange> points = new ArrayList<>();
        boolean present = true;
        for (Object value : values) {
            if (!OrderedBytes.keepsOrder(value)) {
                return UNKNOWN;
            }
            points.add(KeyRange.point(OrderedBytes.encode(value)));
            present &= Missing.isNeitherNullNorMissing(value);
        }
        return new FieldCondition(Bounds.anyOf(points, present), true);
    }

    /** Only values of the operand's own kind compare with it. */
    private static FieldCondition compared(String operator, @Nullable Object operand) {
        if (Missing.isNullOrMissing(operand) || !OrderedBytes.keepsOrder(operand)) {
            return UNKNOWN;
        }
        byte[] value = OrderedBytes.encode(operand);
        KeyRange kind = KeyRange.startingWith(new byte[]{value[0]});
        KeyRange range = switch (operator) {
            case "$gt" -> KeyRange.between(KeyRange.after(value), kind.to());
            case "$gte" -> KeyRange.between(value, kind.to());
            case "$lt" -> KeyRange.between(kind.from(), value);
            default -> KeyRange.between(kind.from(), KeyRange.after(value));
        };
        return new FieldCondition(Bounds.of(range), true);
    }

    private static FieldCondition beginning(BsonRegularExpression expression) {
        String literal = RegexPrefix.of(expression);
        return literal.isEmpty()
                ? UNKNOWN
                : new FieldCondition(Bounds.of(KeyRange.startingWith(OrderedBytes.textPrefix(literal))), false);
    }
}
