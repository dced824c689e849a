package dev.lorikeet.generation.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.generation.dispatch.JobWorld.Life;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Documents as one instance reaches them, as long as it lives. */
record MortalDocuments(DocumentStore documents, Life life) implements DocumentStore {

    @Override
    public String collection() {
        return documents.collection();
    }

    @Override
    public Mono<Void> prepare() {
        return documents.prepare();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return life.alive(() -> documents.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return life.alive(() -> documents.findCommitted(id));
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return life.alive(() -> documents.findAll(ids).collectList()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return life.alive(() -> documents.writeAll(writes));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return life.alive(() -> documents.write(write));
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return life.alive(() -> documents.withOutbox(from, below, limit).collectList())
                .flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return life.alive(() -> documents.pull(id, published));
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return life.alive(() -> documents.due(now, limit).collectList()).flatMapIterable(all -> all);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return documents.uniqueKeys(prefix, limit);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return documents.listed(field, value, limit);
    }

    @Override
    public Mono<Void> index(String field) {
        return documents.index(field);
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return documents.listings(field, value, after, limit);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return life.alive(() -> documents.forget(id, version));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return life.alive(() -> documents.moveDue(id, seen, next, counted));
    }
}
