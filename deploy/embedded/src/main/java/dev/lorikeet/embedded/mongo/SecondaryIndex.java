package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.jspecify.annotations.Nullable;

/**
 * Entries of {@code encoded values, encoded id}, so that an index on (a) is one on (a, _id). A document with an array
 * or another value that has no place in the order gets an entry of {@code 0xFF, encoded id} instead, and is looked at by
 * every query; if the index is unique it gets both.
 */
final class SecondaryIndex extends OrderedKeys<Integer> {
    private static final byte[] UNORDERED = KeyRange.END;

    private final IndexFile file;
    private final boolean unique;

    SecondaryIndex(IndexFile file, List<IndexKey> keys, boolean unique, boolean sparse) {
        super(file.name(), keys, sparse, file.entries());
        this.file = file;
        this.unique = unique;
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    DocumentKey documentOf(byte[] entry, Integer offset) {
        return new DocumentKey(Arrays.copyOfRange(entry, offset, entry.length));
    }

    @Override
    KeyRange unordered() {
        return KeyRange.between(UNORDERED, new byte[]{(byte) 0xFF, (byte) 0xFF});
    }

    @Override
    public boolean isEmpty() {
        return !file.isBuilt();
    }

    @Override
    boolean isComplete(long documents) {
        return file.isBuilt() && (isSparse() || getCount() >= documents);
    }

    @Override
    void build(MongoCollection<DocumentKey> collection, Stream<Document> documents) {
        entries().clear();
        documents.forEach(document -> {
            checkAdd(document, collection);
            add(document, getPosition(document), collection);
        });
        file.markBuilt();
    }

    @Override
    public void checkAdd(Document document, MongoCollection<DocumentKey> collection) {
        checkUnique(document, null, collection);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<DocumentKey> collection) {
        checkUnique(after, getPosition(before), collection);
    }

    private void checkUnique(Document document, @Nullable DocumentKey self, MongoCollection<DocumentKey> collection) {
        if (!unique || isLeftOut(document)) {
            return;
        }
        for (KeyValue values : getKeyValues(document)) {
            DocumentKey holder = holder(encode(values));
            if (holder != null && !holder.equals(self)) {
                throw new DuplicateKeyError(this, collection, getKeys(), values);
            }
        }
    }

    private @Nullable DocumentKey holder(byte[] prefix) {
        byte[] entry = entries().ceilingKey(prefix);
        if (entry == null || !KeyRange.startingWith(prefix).holds(entry)) {
            return null;
        }
        return documentOf(entry, prefix.length);
    }

    @Override
    public void add(Document document, DocumentKey position, MongoCollection<DocumentKey> collection) {
        for (byte[] prefix : prefixes(document)) {
            entries().put(KeyRange.concat(prefix, position.bytes()), prefix.length);
        }
    }

    @Override
    public DocumentKey remove(Document document) {
        DocumentKey position = getPosition(document);
        for (byte[] prefix : prefixes(document)) {
            entries().remove(KeyRange.concat(prefix, position.bytes()));
        }
        return position;
    }

    @Override
    public void updateInPlace(Document before, Document after, DocumentKey at, MongoCollection<DocumentKey> where) {
        if (!prefixes(before).equals(prefixes(after))) {
            remove(before);
            add(after, at, where);
        }
    }

    private Set<byte[]> prefixes(Document document) {
        Set<byte[]> prefixes = new TreeSet<>(Arrays::compareUnsigned);
        if (isLeftOut(document)) {
            return prefixes;
        }
        boolean ordered = isOrdered(document);
        if (!ordered) {
            prefixes.add(UNORDERED);
        }
        if (ordered || unique) {
            getKeyValues(document).forEach(values -> prefixes.add(encode(values)));
        }
        return prefixes;
    }

    private byte[] encode(KeyValue values) {
        byte[] encoded = KeyRange.START;
        for (int i = 0; i < values.size(); i++) {
            byte[] value = OrderedBytes.encode(values.get(i));
            encoded = KeyRange.concat(encoded, getKeys().get(i).isAscending() ? value : KeyRange.complement(value));
        }
        return encoded;
    }

    private boolean isLeftOut(Document document) {
        return isSparse() && values(document).stream().allMatch(Missing.class::isInstance);
    }

    private boolean isOrdered(Document document) {
        return values(document).stream().allMatch(OrderedBytes::keepsOrder)
                && OrderedBytes.keepsOrder(document.get("_id"));
    }

    private List<@Nullable Object> values(Document document) {
        List<@Nullable Object> values = new ArrayList<>();
        for (IndexKey key : getKeys()) {
            values.add(Utils.getSubdocumentValueCollectionAware(document, key.getKey()));
        }
        return values;
    }

    @Override
    public void drop() {
        file.remove();
    }
}
