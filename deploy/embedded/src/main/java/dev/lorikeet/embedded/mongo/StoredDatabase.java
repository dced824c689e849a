package dev.lorikeet.embedded.mongo;

import java.util.List;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;

/** One database: the engine's commands over collections and indexes of the {@link StoreFile}. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<DocumentKey> {
    private final StoreFile file;
    private final ScanMeter scans;

    StoredDatabase(String name, StoreFile file, ScanMeter scans, CursorRegistry cursors) {
        super(name, cursors);
        this.file = file;
        this.scans = scans;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
            Oplog oplog) {
        if ("aggregate".equalsIgnoreCase(command) && query.get(command) instanceof String name) {
            MongoCollection<DocumentKey> collection = resolveCollection(name, false);
            Document answer = collection == null ? null : new Pipeline(query, this, collection, databases, oplog).run();
            if (answer != null) {
                return answer;
            }
        }
        return super.handleCommand(channel, command, withIndexKeys(command, query), databases, oplog);
    }

    /** By its name the engine would also forget the indexes of other collections that are called the same. */
    private Document withIndexKeys(String command, Document query) {
        if (!"dropIndexes".equalsIgnoreCase(command) || !(query.get("index") instanceof String name)) {
            return query;
        }
        if ("*".equals(name)) {
            throw new MongoServerError(115, "CommandNotSupported", "The embedded MongoDB drops one index at a time");
        }
        MongoCollection<DocumentKey> collection = resolveCollection(String.valueOf(query.get(command)), true);
        Document keys = collection.getIndexes()
                .stream()
                .filter(index -> index.getName().equals(name))
                .map(index -> (Document) index.toIndexDescription().get("key"))
                .findFirst()
                .orElseThrow(() -> new IndexNotFoundException(name));
        return query.clone().append("index", keys);
    }

    @Override
    protected synchronized void addIndex(Document description) {
        IndexRules.check(description);
        super.addIndex(description);
    }

    @Override
    protected MongoCollection<DocumentKey> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, cursorRegistry, file.documents(databaseName, name), scans);
    }

    @Override
    protected Index<DocumentKey> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        boolean isId = keys.size() == 1 && "_id".equals(keys.getFirst().getKey());
        return isId
                ? new IdIndex(name, file.documents(databaseName, collection))
                : new SecondaryIndex(file.index(databaseName, collection, name), keys, true, sparse);
    }

    @Override
    protected Index<DocumentKey> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        return new SecondaryIndex(file.index(databaseName, collection, name), keys, false, sparse);
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        file.removeDocuments(databaseName, name);
    }

    @Override
    protected long getStorageSize() {
        return file.size();
    }

    @Override
    protected long getFileSize() {
        return file.size();
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        throw new MongoServerError(115, "CommandNotSupported", "The embedded MongoDB cannot rename collections");
    }
}
