package dev.lorikeet.lora.library;

import java.util.Arrays;
import java.util.Optional;

import dev.lorikeet.lora.lifecycle.ListFields;

/** One order of a list; the id decides between equals, so that every list has exactly one order. */
record Order(Field field, boolean descending) {
    static final Order NEWEST_FIRST = new Order(Field.uploadedAt, true);

    enum Field {
        name(ListFields.NAME),
        fileSize(ListFields.SIZE),
        uploadedAt(ListFields.UPLOADED_AT),
        lastUsed(ListFields.LAST_USED);

        private final String stored;

        Field(String stored) {
            this.stored = stored;
        }

        String stored() {
            return stored;
        }
    }

    /** As in {@code sort=-uploadedAt}. */
    static Optional<Order> parse(String text) {
        boolean descending = text.startsWith("-");
        var name = descending ? text.substring(1) : text;
        return Arrays.stream(Field.values())
                .filter(field -> field.name().equals(name))
                .map(field -> new Order(field, descending))
                .findFirst();
    }

    String text() {
        return (descending ? "-" : "") + field.name();
    }
}
