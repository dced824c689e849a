package dev.lorikeet.lora.library;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page ended: the value it was sorted by, and the id. What comes next is what is beyond it, whatever came or
 * went meanwhile.
 *
 * @param order the page's, because a place in one order means nothing in another
 * @param total counted once, on the first page
 */
record Cursor(String order, String value, String id, long total) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(this));
    }

    /** Empty if this is no cursor of ours, or one of another order. */
    static Optional<Cursor> parse(String text, Order order) {
        try {
            var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return Optional.ofNullable(JSON.readValue(json, Cursor.class))
                    .filter(cursor -> order.text().equals(cursor.order()) && cursor.isComplete())
                    .filter(cursor -> cursor.stored(order).isPresent());
        } catch (IllegalArgumentException | JacksonException nonsense) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue") // made by Jackson, from whatever somebody sent
    private boolean isComplete() {
        return order != null && value != null && id != null && total >= 0;
    }

    static Cursor after(Order order, Comparable<?> value, String id, long total) {
        var text = value instanceof Date date ? date.toInstant().toString() : value.toString();
        return new Cursor(order.text(), text, id, total);
    }

    /** The value as it is stored, empty if it is none of this order's field. */
    Optional<Object> stored(Order order) {
        try {
            return Optional.of(switch (order.field()) {
                case name -> value;
                case fileSize -> Long.valueOf(value);
                case uploadedAt, lastUsed -> Date.from(Instant.parse(value));
            });
        } catch (RuntimeException nonsense) {
            return Optional.empty();
        }
    }
}
