package dev.lorikeet.embedded.mongo;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** One range after the other, none opened before it is needed. */
final class RangesIterator implements Iterator<DocumentKey> {
    private final OrderedKeys<?> index;
    private final Iterator<KeyRange> ranges;
    private final boolean reversed;
    private Iterator<DocumentKey> current = Collections.emptyIterator();

    RangesIterator(OrderedKeys<?> index, List<KeyRange> ranges, boolean reversed) {
        this.index = index;
        this.ranges = ranges.iterator();
        this.reversed = reversed;
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && ranges.hasNext()) {
            current = index.scan(ranges.next(), reversed);
        }
        return current.hasNext();
    }

    @Override
    public DocumentKey next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }
}
