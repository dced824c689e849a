package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection with something in front of it: whatever is asked of it passes through one place. */
public class ForwardedDocuments implements DocumentStore {
    protected final DocumentStore documents;

    protected ForwardedDocuments(DocumentStore documents) {
        this.documents = documents;
    }

    /** Lets a call through as it is. */
    protected <T> Mono<T> pass(Supplier<Mono<T>> call) {
        return call.get();
    }

    private <T> Flux<T> passAll(Supplier<Flux<T>> call) {
        return pass(() -> call.get().collectList()).flatMapIterable(all -> all);
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
    public Mono<Void> index(String field) {
        return documents.index(field);
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return pass(() -> documents.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return pass(() -> documents.findCommitted(id));
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return passAll(() -> documents.findAll(ids));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return pass(() -> documents.write(write));
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return pass(() -> documents.writeAll(writes));
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return passAll(() -> documents.withOutbox(from, below, limit));
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return pass(() -> documents.pull(id, published));
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return passAll(() -> documents.due(now, limit));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return pass(() -> documents.moveDue(id, seen, next, counted));
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return passAll(() -> documents.uniqueKeys(prefix, limit));
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return passAll(() -> documents.listed(field, value, limit));
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return passAll(() -> documents.listings(field, value, after, limit));
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return pass(() -> documents.forget(id, version));
    }
}
