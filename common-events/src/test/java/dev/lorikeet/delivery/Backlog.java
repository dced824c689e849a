package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** So many documents with one event each; nothing else can be done with them. */
final class Backlog implements DocumentStore {
    private int left;

    Backlog(int left) {
        this.left = left;
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return Flux.defer(() -> Flux.range(0, Math.min(left, limit)).map(_ -> document()));
    }

    private static StoredDocument document() {
        var entry = new OutboxEntry("x.1", new WireRecord("backlog", "x", new TreeMap<>(), "{}"));
        return new StoredDocument("x", 1, Map.of(), List.of(entry), Optional.empty(), Optional.empty(), 0);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return Mono.fromRunnable(() -> left -= published.size());
    }

    @Override
    public String collection() {
        return "backlog";
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.empty();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return Mono.empty();
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return Mono.just(false);
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return Flux.empty();
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return Mono.just(false);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return Flux.empty();
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return Flux.empty();
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return Mono.just(false);
    }

    @Override
    public Mono<Void> index(String field) {
        return Mono.empty();
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return Flux.empty();
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return Mono.just(false);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return Flux.empty();
    }
}
