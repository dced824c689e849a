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

    /** Between values of this field, and ids where they are equal. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // one field has values of one kind
    int compare(Comparable<?> one, String oneId, Comparable<?> other, String otherId) {
        int byValue = ((Comparable) one).compareTo(other);
        int ascending = byValue == 0 ? oneId.compareTo(otherId) : byValue;
        return descending ? Integer.compare(0, ascending) : ascending;
    }

    String text() {
        return (descending ? "-" : "") + field.name();
    }
}
