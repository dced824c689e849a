package dev.lorikeet.delivery;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** The real store of documents, for tests in other packages. */
public final class MongoCollections {
    private MongoCollections() {}

    public static DocumentStore collection(MongoDatabase database, String collection) {
        return new MongoDocumentStore(database, collection);
    }
}
