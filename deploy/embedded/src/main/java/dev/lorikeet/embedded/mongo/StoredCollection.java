package dev.lorikeet.embedded.mongo;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** One collection's documents in the order of their ids, and the queries that its indexes answer. */
final class StoredCollection extends AbstractSynchronizedMongoCollection<DocumentKey> {
    private final MVMap<byte[], byte[]> documents;
    private final ScanMeter scans;

    StoredCollection(StoredDatabase database, String name, CollectionOptions options, CursorRegistry cursors,
            MVMap<byte[], byte[]> documents, ScanMeter scans) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.scans = scans;
    }

    @Override
    public synchronized void addIndex(Index<DocumentKey> index) {
        boolean known = getIndexes().stream().anyMatch(existing -> existing.getName().equals(index.getName()));
        if (!known && index instanceof OrderedKeys<?> keys && !keys.isComplete(documents.sizeAsLong())) {
            build(keys);
        }
        super.addIndex(index);
    }

    private void build(OrderedKeys<?> index) {
        try {
            index.build(this, documents.values().stream().map(DocumentBytes::decode));
        } catch (MongoServerError e) {
            index.drop();
            throw new IndexBuildFailedException(e, this);
        }
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        IndexScan scan = plan(query, orderBy, limit > 0 ? skip + limit : 0);
        if (scan == null) {
            return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        Document remaining = scan.ordered() ? null : orderBy;
        return matchDocuments(query, scan::documents, remaining, skip, limit, batchSize, fields);
    }

    private @Nullable IndexScan plan(Document query, @Nullable Document orderBy, int wanted) {
        IndexScan scan = new IndexPlanner(query, orderBy, wanted).plan(getIndexes(), documents.sizeAsLong());
        boolean everythingAsked = query.isEmpty() && wanted == 0;
        if (scan == null && !everythingAsked) {
            scans.record(getFullName(), IndexPlanner.fields(query), documents.sizeAsLong());
        } else if (scan != null) {
            scans.record(getFullName(), IndexPlanner.fields(query), scan.unordered());
        }
        return scan;
    }

    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        if (query != null && !query.isEmpty()) {
            IndexScan scan = new IndexPlanner(query, null, 0).plan(getIndexes(), documents.sizeAsLong());
            if (scan != null && scan.exact()) {
                long behindSkip = Math.max(0, scan.entries() - skip);
                return Math.toIntExact(limit > 0 ? Math.min(limit, behindSkip) : behindSkip);
            }
        }
        return super.count(query, skip, limit);
    }

    @Override
    protected QueryResult matchDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        Stream<byte[]> all = isNaturalDescending(orderBy)
                ? documents.keyList().reversed().stream().map(documents::get)
                : documents.values().stream();
        return matchDocumentsFromStream(all.map(DocumentBytes::decode), query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected DocumentKey addDocumentInternal(Document document) {
        DocumentKey key = getIdField() == null ? nextNumber() : keyOf(document);
        byte[] previous = documents.putIfAbsent(key.bytes(), DocumentBytes.encode(document));
        if (previous != null) {
            throw new IllegalStateException("There is already a document at " + key + " in " + getFullName());
        }
        return key;
    }

    private DocumentKey keyOf(Document document) {
        return DocumentKey.of(Utils.getSubdocumentValue(document, getIdField()));
    }

    /** Only the list of indexes has no ids; it is short and keeps its order. */
    private DocumentKey nextNumber() {
        int number = documents.size();
        while (documents.containsKey(DocumentKey.of(number).bytes())) {
            number++;
        }
        return DocumentKey.of(number);
    }

    @Override
    protected Document getDocument(DocumentKey key) {
        byte[] document = documents.get(key.bytes());
        if (document == null) {
            throw new IllegalStateException("An index of " + getFullName() + " names a document that does not exist");
        }
        return DocumentBytes.decode(document);
    }

    @Override
    protected void handleUpdate(DocumentKey key, Document before, Document after) {
        documents.put(key.bytes(), DocumentBytes.encode(after));
    }

    @Override
    protected void removeDocument(DocumentKey key) {
        if (documents.remove(key.bytes()) == null) {
            throw new NoSuchElementException("There is no document at " + key + " in " + getFullName());
        }
    }

    @Override
    protected Stream<DocumentWithPosition<DocumentKey>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(StoredCollection::located);
    }

    private static DocumentWithPosition<DocumentKey> located(Map.Entry<byte[], byte[]> entry) {
        return new DocumentWithPosition<>(DocumentBytes.decode(entry.getValue()), new DocumentKey(entry.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected boolean tracksDataSize() {
        return false; // summed up when somebody asks, which is rare
    }

    @Override
    protected void updateDataSize(int difference) {
        throw new IllegalStateException("the size is summed up, not tracked");
    }

    @Override
    protected int getDataSize() {
        long size = documents.values().stream().mapToLong(document -> document.length).sum();
        return (int) Math.min(Integer.MAX_VALUE, size);
    }
}
