package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.lorikeet.event.WireRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

/** How an aggregate lies in MongoDB. */
final class MongoDocuments {
    static final String ID = "_id";
    static final String VERSION = "version";
    static final String STATE = "state";
    static final String LIST = "list";
    static final String OUTBOX = "outbox";
    static final String ENTRY_ID = "id";
    /** Set exactly while the outbox is not empty, so that its index holds nothing but what the relay looks for. */
    static final String OUTBOX_KEY = "outboxKey";
    static final String DUE_AT = "dueAt";
    static final String TRACE = "trace";
    static final String ATTEMPTS = "attempts";
    static final String UNIQUE = "unique";

    private MongoDocuments() {}

    static Document first(DocumentWrite write) {
        var document = new Document(ID, write.id())
                .append(VERSION, 1L)
                .append(STATE, write.state())
                .append(LIST, write.list())
                .append(OUTBOX, entries(write.events()))
                .append(ATTEMPTS, 0);
        write.unique().ifPresent(key -> document.append(UNIQUE, key));
        if (!write.events().isEmpty()) {
            document.append(OUTBOX_KEY, write.outboxKey());
        }
        if (write.due() instanceof DocumentWrite.Due.At(var time, var trace)) {
            document.append(DUE_AT, Date.from(time));
            trace.ifPresent(cause -> document.append(TRACE, cause));
        }
        return document;
    }

    static WriteModel<Document> model(DocumentWrite write) {
        return write.expectedVersion() == 0
                ? new InsertOneModel<>(first(write))
                : new UpdateOneModel<>(new Document(ID, write.id()).append(VERSION, write.expectedVersion()),
                        next(write));
    }

    static Bson next(DocumentWrite write) {
        var changes = new ArrayList<Bson>();
        changes.add(set(VERSION, write.expectedVersion() + 1));
        changes.add(set(STATE, write.state()));
        changes.add(set(LIST, write.list()));
        changes.add(write.unique().map(key -> set(UNIQUE, key)).orElseGet(() -> unset(UNIQUE)));
        if (!write.events().isEmpty()) {
            changes.add(pushEach(OUTBOX, entries(write.events())));
            changes.add(set(OUTBOX_KEY, write.outboxKey()));
        }
        switch (write.due()) {
            case DocumentWrite.Due.Kept() -> {}
            case DocumentWrite.Due.At(var time, var trace) -> {
                changes.add(set(DUE_AT, Date.from(time)));
                changes.add(trace.map(cause -> set(TRACE, cause)).orElseGet(() -> unset(TRACE)));
                changes.add(set(ATTEMPTS, 0));
            }
            case DocumentWrite.Due.Never() -> {
                changes.add(unset(DUE_AT));
                changes.add(unset(TRACE));
                changes.add(set(ATTEMPTS, 0));
            }
        }
        return combine(changes);
    }

    /** Matches while the outbox holds these entries and nothing else; entries are only ever appended. */
    static Document exactly(String id, List<String> entries) {
        var filter = new Document(ID, id).append(OUTBOX, new Document("$size", entries.size()));
        if (!entries.isEmpty()) {
            filter.append(OUTBOX + ".0." + ENTRY_ID, entries.getFirst());
        }
        return filter;
    }

    static Listing listing(Document document) {
        return new Listing(document.getString(ID), plain(document.get(LIST, Document.class)));
    }

    static StoredDocument read(Document document) {
        return new StoredDocument(document.getString(ID), document.get(VERSION, Number.class).longValue(),
                plain(document.get(STATE, Document.class)),
                document.getList(OUTBOX, Document.class, List.of()).stream().map(MongoDocuments::entry).toList(),
                Optional.ofNullable(document.getDate(DUE_AT)).map(Date::toInstant),
                Optional.ofNullable(document.getString(TRACE)),
                document.getInteger(ATTEMPTS, 0));
    }

    /** The driver's documents are maps that equal no other map. */
    @SuppressWarnings("NullAway") // what lies deeper in a state may be null, as in JSON, which its type does not say
    private static Map<String, Object> plain(Map<String, Object> document) {
        var plain = new LinkedHashMap<String, Object>();
        document.forEach((name, value) -> plain.put(name, plainValue(value)));
        return plain;
    }

    private static @Nullable Object plainValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Document nested -> plain(nested);
            case List<?> list -> list.stream().map(MongoDocuments::plainValue).toList();
            default -> value;
        };
    }

    private static List<Document> entries(List<OutboxEntry> entries) {
        return entries.stream()
                .map(entry -> new Document(ENTRY_ID, entry.id())
                        .append("topic", entry.record().topic())
                        .append("key", entry.record().key())
                        .append("headers", Map.copyOf(entry.record().headers()))
                        .append("body", entry.record().body()))
                .toList();
    }

    private static OutboxEntry entry(Document entry) {
        var headers = new TreeMap<String, String>();
        entry.get("headers", Document.class).forEach((name, value) -> headers.put(name, (String) value));
        return new OutboxEntry(entry.getString(ENTRY_ID), new WireRecord(entry.getString("topic"),
                entry.getString("key"), headers, entry.getString("body")));
    }
}
