package dev.lorikeet.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The twin of a MongoDB collection: the same operations, in memory, on the thread that subscribes. */
public final class InMemoryDocumentStore implements DocumentStore {
    private final String collection;
    private final Map<String, Row> rows = new TreeMap<>();
    private Watcher watcher = (_, _, _) -> {};

    public InMemoryDocumentStore(String collection) {
        this.collection = collection;
    }

    /** Sees every change of a document as it happens. */
    public interface Watcher {
        void changed(@Nullable StoredDocument before, @Nullable StoredDocument after, @Nullable String outboxKey);
    }

    public void watchedBy(Watcher other) {
        watcher = other;
    }

    private record Row(StoredDocument document, Map<String, Object> list, Optional<String> unique,
            @Nullable String outboxKey) {}

    @Override
    public String collection() {
        return collection;
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.empty();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return Mono.defer(() -> Mono.justOrEmpty(row(id)).map(Row::document));
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return Flux.fromIterable(ids).concatMap(this::find);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return Flux.fromIterable(writes).concatMap(this::write).reduce(true, Boolean::logicalAnd);
    }

    /** What is in memory is committed. */
    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return find(id);
    }

    /** The fields that lists filter and sort by, as the collection keeps them. */
    public Optional<Map<String, Object>> listed(String id) {
        return row(id).map(Row::list);
    }

    /** As they are, by id. */
    public synchronized List<StoredDocument> all() {
        return rows.values().stream().map(Row::document).toList();
    }

    private synchronized Optional<Row> row(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return Mono.fromCallable(() -> put(write));
    }

    private synchronized boolean put(DocumentWrite write) {
        var row = rows.get(write.id());
        long version = row == null ? 0 : row.document().version();
        if (version != write.expectedVersion()) {
            return false;
        }
        write.unique().filter(wanted -> isHeldByAnother(write.id(), wanted)).ifPresent(wanted -> {
            throw new KeyTaken(collection, wanted);
        });
        var outbox = new ArrayList<>(row == null ? List.of() : row.document().outbox());
        outbox.addAll(write.events());
        var key = write.events().isEmpty() ? (row == null ? null : row.outboxKey()) : write.outboxKey();
        boolean kept = write.due() instanceof DocumentWrite.Due.Kept;
        var due = switch (write.due()) {
            case DocumentWrite.Due.Kept() -> row == null ? Optional.<Instant>empty() : row.document().dueAt();
            case DocumentWrite.Due.At(var time, var _) -> Optional.of(stored(time));
            case DocumentWrite.Due.Never() -> Optional.<Instant>empty();
        };
        var trace = switch (write.due()) {
            case DocumentWrite.Due.Kept() -> row == null ? Optional.<String>empty() : row.document().trace();
            case DocumentWrite.Due.At(var _, var cause) -> cause;
            case DocumentWrite.Due.Never() -> Optional.<String>empty();
        };
        int attempts = kept && row != null ? row.document().attempts() : 0;
        var next = new Row(new StoredDocument(write.id(), version + 1, write.state(), outbox, due, trace, attempts),
                write.list(), write.unique(), key);
        rows.put(write.id(), next);
        watcher.changed(row == null ? null : row.document(), next.document(), key);
        return true;
    }

    private boolean isHeldByAnother(String id, String key) {
        return rows.entrySet()
                .stream()
                .anyMatch(other -> other.getValue().unique().equals(Optional.of(key)) && !other.getKey().equals(id));
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return Flux.defer(() -> Flux.fromIterable(rows().stream()
                .flatMap(row -> row.unique().stream())
                .filter(key -> key.startsWith(prefix))
                .sorted()
                .limit(limit)
                .toList()));
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return Flux.defer(() -> Flux.fromIterable(rows().stream()
                .filter(row -> value.equals(row.list().get(field)))
                .map(row -> row.document().id())
                .limit(limit)
                .toList()));
    }

    @Override
    public Mono<Void> index(String field) {
        return Mono.empty();
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return Flux.defer(() -> Flux.fromIterable(rows().stream()
                .filter(row -> value.equals(row.list().get(field)) && row.document().id().compareTo(after) > 0)
                .map(row -> new Listing(row.document().id(), row.list()))
                .limit(limit)
                .toList()));
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return Mono.fromCallable(() -> remove(id, version));
    }

    private synchronized boolean remove(String id, long version) {
        return row(id).map(Row::document)
                .filter(document -> document.version() == version && document.outbox().isEmpty())
                .map(document -> {
                    rows.remove(id);
                    watcher.changed(document, null, null);
                    return document;
                })
                .isPresent();
    }

    private synchronized List<Row> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return Flux.defer(() -> Flux.fromIterable(all(row -> row.outboxKey() != null
                && row.outboxKey().compareTo(from) >= 0 && row.outboxKey().compareTo(below) < 0,
                Comparator.comparing(row -> String.valueOf(row.outboxKey())), limit)));
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return Mono.fromCallable(() -> change(id, row -> {
            var left = row.document().outbox().stream().filter(entry -> !published.contains(entry.id())).toList();
            return new Row(with(row.document(), left, row.document().dueAt(), row.document().attempts()), row.list(),
                    row.unique(), left.isEmpty() ? null : row.outboxKey());
        })).then();
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return Flux.defer(() -> Flux.fromIterable(all(
                row -> row.document().dueAt().filter(time -> !time.isAfter(stored(now))).isPresent(),
                Comparator.comparing(row -> row.document().dueAt().orElseThrow()), limit)));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return Mono.fromCallable(() -> moveIfSeen(id, stored(seen), stored(next), counted ? 1 : 0));
    }

    private synchronized boolean moveIfSeen(String id, Instant seen, Instant next, int more) {
        var row = rows.get(id);
        return row != null && row.document().dueAt().equals(Optional.of(seen))
                && change(id, current -> new Row(with(current.document(), current.document().outbox(),
                        Optional.of(next), current.document().attempts() + more), current.list(), current.unique(),
                        current.outboxKey()));
    }

    private synchronized boolean change(String id, UnaryOperator<Row> change) {
        var row = rows.get(id);
        if (row == null) {
            return false;
        }
        var next = change.apply(row);
        rows.put(id, next);
        watcher.changed(row.document(), next.document(), next.outboxKey());
        return true;
    }

    private synchronized List<StoredDocument> all(Predicate<Row> wanted, Comparator<Row> order,
            int limit) {
        var found = new ArrayList<Row>();
        for (var row : rows.values()) {
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        // Most looks of a simulated life find nothing, and there are a thousand of them.
        if (found.isEmpty()) {
            return List.of();
        }
        found.sort(order);
        return found.stream().limit(limit).map(Row::document).toList();
    }

    private static StoredDocument with(StoredDocument document, List<OutboxEntry> outbox, Optional<Instant> dueAt,
            int attempts) {
        return new StoredDocument(document.id(), document.version(), document.state(), outbox, dueAt, document.trace(),
                attempts);
    }

    /** MongoDB keeps milliseconds. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
