package dev.lorikeet.embedded.mongo;

import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/** Refuses the indexes that would be accepted by name only: a promise not kept is worse than an error at the start. */
final class IndexRules {
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "partialFilterExpression", "documents outside of the filter would be indexed, too",
            "expireAfterSeconds", "nothing would ever be deleted",
            "collation", "strings would be compared by their bytes");

    private IndexRules() {}

    static void check(Document description) {
        UNSUPPORTED.forEach((option, consequence) -> {
            if (description.containsKey(option)) {
                throw refusal(description, "does not know " + option + " (" + consequence + ")");
            }
        });
        if (!(description.get("key") instanceof Document keys)) {
            throw refusal(description, "needs a key");
        }
        keys.forEach((field, direction) -> checkKey(description, field, direction));
    }

    private static void checkKey(Document description, String field, Object direction) {
        boolean plain = direction instanceof Number number && List.of(1, -1).contains(number.intValue());
        if (!plain || field.contains("$**")) {
            throw refusal(description, "knows the directions 1 and -1 only, not " + field + ": " + direction);
        }
    }

    private static MongoServerError refusal(Document description, String reason) {
        return new MongoServerError(CANNOT_CREATE_INDEX, "CannotCreateIndex",
                "The embedded MongoDB " + reason + ": index " + description.get("name"));
    }
}
