package dev.lorikeet.embedded.mongo;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * An index whose entries lie in the order of its keys. Queries do not go through the engine's own hooks, which know
 * equality only, but through {@link IndexPlanner}.
 */
abstract class OrderedKeys<V> extends Index<DocumentKey> {
    private final MVMap<byte[], V> entries;

    OrderedKeys(String name, List<IndexKey> keys, boolean sparse, MVMap<byte[], V> entries) {
        super(name, keys, sparse);
        this.entries = entries;
    }

    final MVMap<byte[], V> entries() {
        return entries;
    }

    final boolean sparse() {
        return isSparse();
    }

    abstract DocumentKey documentOf(byte[] entry, V value);

    /** Documents in here may match whatever the ranges say, because their values have no place in the order. */
    abstract KeyRange unordered();

    final long count(KeyRange range) {
        return range.isEmpty() ? 0 : entriesBefore(range.to()) - entriesBefore(range.from());
    }

    private long entriesBefore(byte[] cut) {
        long index = entries.getKeyIndex(cut);
        return index >= 0 ? index : -index - 1;
    }

    final Iterator<DocumentKey> scan(KeyRange range, boolean reversed) {
        Cursor<byte[], V> cursor = entries.cursor(reversed ? range.to() : range.from(), null, reversed);
        return new RangeIterator<>(this, cursor, range);
    }

    @Override
    public final boolean canHandle(Document query) {
        return false;
    }

    @Override
    public final Iterable<DocumentKey> getPositions(Document query) {
        throw new UnsupportedOperationException("queries are planned");
    }

    @Override
    public final DocumentKey getPosition(Document document) {
        return DocumentKey.of(document.get("_id"));
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public final long getDataSize() {
        return getCount();
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && isUnique() == other.isUnique()
                && directions(this).equals(directions(other));
    }

    private static List<Map.Entry<String, Boolean>> directions(Index<?> index) {
        return index.getKeys().stream().map(key -> Map.entry(key.getKey(), key.isAscending())).toList();
    }

    /** Whether its entries can be those of so many documents. */
    abstract boolean isComplete(long documents);

    abstract void build(MongoCollection<DocumentKey> collection, Stream<Document> documents);
}
