package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection, but for what a mutant does otherwise. */
class WrongDocuments implements DocumentStore {
    final DocumentStore documents;

    WrongDocuments(DocumentStore documents) {
        this.documents = documents;
    }

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
        return documents.find(id);
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return documents.findCommitted(id);
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return documents.findAll(ids);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return documents.writeAll(writes);
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return documents.write(write);
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return documents.withOutbox(from, below, limit);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return documents.pull(id, published);
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return documents.due(now, limit);
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
        return documents.forget(id, version);
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return documents.moveDue(id, seen, next, counted);
    }
}
