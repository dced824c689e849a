package dev.lorikeet.embedded.mongo;

import java.util.List;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.h2.mvstore.MVMap;

/** The index on the id is the map of the documents itself. */
final class IdIndex extends OrderedKeys<byte[]> {
    private static final KeyRange UNORDERED = KeyRange.startingWith(new byte[]{OrderedBytes.OTHER});

    IdIndex(String name, MVMap<byte[], byte[]> documents) {
        super(name, List.of(new IndexKey("_id", true)), false, documents);
    }

    @Override
    DocumentKey documentOf(byte[] entry, byte[] document) {
        return new DocumentKey(entry);
    }

    @Override
    KeyRange unordered() {
        return UNORDERED;
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<DocumentKey> collection) {
        if (entries().containsKey(getPosition(document).bytes())) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(document.get("_id")));
        }
    }

    @Override
    public void add(Document document, DocumentKey position, MongoCollection<DocumentKey> collection) {
        // the document is the entry
    }

    @Override
    public DocumentKey remove(Document document) {
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<DocumentKey> collection) {
        // an id never changes
    }

    @Override
    public void updateInPlace(Document before, Document after, DocumentKey at, MongoCollection<DocumentKey> where) {
        // an id never changes
    }

    @Override
    public boolean isEmpty() {
        return false; // never to be built
    }

    @Override
    boolean isComplete(long documents) {
        return true;
    }

    @Override
    void build(MongoCollection<DocumentKey> collection, Stream<Document> documents) {
        // nothing to build
    }

    @Override
    public void drop() {
        // goes with the documents
    }
}
