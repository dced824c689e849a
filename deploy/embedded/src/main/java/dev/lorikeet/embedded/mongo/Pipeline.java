package dev.lorikeet.embedded.mongo;

import java.util.List;
import java.util.stream.StreamSupport;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation whose first stage is a filter, which an index may serve. The engine would read the whole collection
 * first, even to count, which drivers express as {@code $match} and {@code $group}.
 */
final class Pipeline {
    private static final Document SUM_OF_ONES = new Document("$sum", 1);

    private final Document command;
    private final MongoDatabase database;
    private final MongoCollection<DocumentKey> collection;
    private final DatabaseResolver databases;
    private final Oplog oplog;

    Pipeline(Document command, MongoDatabase database, MongoCollection<DocumentKey> collection,
            DatabaseResolver databases, Oplog oplog) {
        this.command = command;
        this.database = database;
        this.collection = collection;
        this.databases = databases;
        this.oplog = oplog;
    }

    /** Null if it is better left to the engine. */
    @Nullable
    Document run() {
        List<Document> stages = Aggregation.parse(command.get("pipeline"));
        if (stages.isEmpty() || !(stages.getFirst().get("$match") instanceof Document filter)) {
            return null;
        }
        List<Document> rest = stages.subList(1, stages.size());
        Aggregation aggregation = Aggregation.fromPipeline(rest, databases, database, collection, oplog);
        aggregation.validate(command);
        Document group = rest.size() == 1 && rest.getFirst().get("$group") instanceof Document one ? one : null;
        if (group != null && isCount(group)) {
            return reply(count(filter, group));
        }
        Iterable<Document> matching = collection.handleQuery(new Document("$query", filter), 0, 0);
        return reply(aggregation.runStages(StreamSupport.stream(matching.spliterator(), false)));
    }

    /** All in one group, of which nothing but the size is asked. */
    private static boolean isCount(Document group) {
        return group.size() == 2 && group.containsKey("_id")
                && (group.get("_id") == null || group.get("_id") instanceof Number)
                && group.values().stream().anyMatch(SUM_OF_ONES::equals);
    }

    private List<Document> count(Document filter, Document group) {
        int count = collection.count(filter, 0, 0);
        Document counted = group.clone();
        counted.replaceAll((field, value) -> SUM_OF_ONES.equals(value) ? count : value);
        return count == 0 ? List.of() : List.of(counted);
    }

    private Document reply(List<Document> documents) {
        Document cursor = new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", documents);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
