package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection as one process reaches it. */
record SteppedDocuments(DocumentStore documents, Steps steps, Map<String, String> names) implements DocumentStore {

    SteppedDocuments(DocumentStore documents, Steps steps) {
        this(documents, steps, new HashMap<>());
    }

    /** Made once: every step is counted by its name. */
    private String name(String operation) {
        return names.computeIfAbsent(operation, _ -> documents.collection() + "." + operation);
    }

    @Override
    public String collection() {
        return documents.collection();
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.empty();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return steps.step(name("find"), documents.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return steps.step(name("findCommitted"), documents.findCommitted(id));
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return steps.step(name("findAll"), documents.findAll(ids).collectList()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return steps.step(name("writeAll"), documents.writeAll(writes));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return steps.step(name("write"), documents.write(write));
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return steps.look(name("withOutbox"), documents.withOutbox(from, below, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return steps.step(name("pull"), documents.pull(id, published));
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return steps.look(name("due"), documents.due(now, limit).collectList(), found -> !found.isEmpty())
                .flatMapIterable(all -> all);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return steps.look(name("uniqueKeys"), documents.uniqueKeys(prefix, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return steps.look(name("listed"), documents.listed(field, value, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> index(String field) {
        return Mono.empty();
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return steps.look(name("listings"), documents.listings(field, value, after, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return steps.step(name("forget"), documents.forget(id, version));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return steps.step(name("moveDue"), documents.moveDue(id, seen, next, counted));
    }
}
