package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store whose operations fail by a seeded chance: before they are applied, or after, with the answer lost. */
public final class FaultyDocumentStore implements DocumentStore {
    private final DocumentStore store;
    private final Random chance;
    private final double rate;
    private boolean healed;

    public FaultyDocumentStore(DocumentStore store, Random chance, double rate) {
        this.store = store;
        this.chance = chance;
        this.rate = rate;
    }

    public void heal() {
        healed = true;
    }

    private <T> Mono<T> faulty(Supplier<Mono<T>> operation) {
        return Mono.defer(() -> {
            if (strikes()) {
                return Mono.error(new Unavailable("failed before", new IllegalStateException()));
            }
            return strikes()
                    ? operation.get().then(Mono.error(new Unavailable("answer lost", new IllegalStateException())))
                    : operation.get();
        });
    }

    private boolean strikes() {
        return !healed && chance.nextDouble() < rate;
    }

    @Override
    public String collection() {
        return store.collection();
    }

    @Override
    public Mono<Void> prepare() {
        return store.prepare();
    }

    @Override
    public Mono<StoredDocument> find(String id) {
        return faulty(() -> store.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return faulty(() -> store.findCommitted(id));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return faulty(() -> store.write(write));
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return faulty(() -> store.withOutbox(from, below, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return faulty(() -> store.pull(id, published));
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return faulty(() -> store.due(now, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return faulty(() -> store.uniqueKeys(prefix, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return faulty(() -> store.listed(field, value, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return faulty(() -> store.findAll(ids).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return faulty(() -> store.writeAll(writes));
    }

    @Override
    public Mono<Void> index(String field) {
        return store.index(field);
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return faulty(() -> store.listings(field, value, after, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return faulty(() -> store.forget(id, version));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return faulty(() -> store.moveDue(id, seen, next, counted));
    }
}
