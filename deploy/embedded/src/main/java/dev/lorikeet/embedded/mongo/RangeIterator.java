package dev.lorikeet.embedded.mongo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/** Walks the entries of one range, in the direction of the cursor. */
final class RangeIterator<V> implements Iterator<DocumentKey> {
    private final OrderedKeys<V> index;
    private final Cursor<byte[], V> cursor;
    private final KeyRange range;
    private @Nullable DocumentKey next;

    RangeIterator(OrderedKeys<V> index, Cursor<byte[], V> cursor, KeyRange range) {
        this.index = index;
        this.cursor = cursor;
        this.range = range;
        advance();
    }

    private void advance() {
        next = null;
        while (next == null && cursor.hasNext()) {
            byte[] entry = cursor.next();
            if (range.holds(entry)) {
                next = index.documentOf(entry, cursor.getValue());
            } else if (!Arrays.equals(entry, range.to())) {
                return; // only the exclusive end, where a backward walk starts, may be stepped over
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public DocumentKey next() {
        DocumentKey current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        advance();
        return current;
    }
}
