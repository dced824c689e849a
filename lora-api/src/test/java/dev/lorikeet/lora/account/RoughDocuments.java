package dev.lorikeet.lora.account;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection behind a rough sea, and with a look at what really lies in it after every write. */
final class RoughDocuments implements DocumentStore {
    private final InMemoryDocumentStore documents;
    private final RoughSea sea;
    private final Runnable afterWrite;
    private final Set<String> written = new LinkedHashSet<>();

    RoughDocuments(String collection, RoughSea sea, Runnable afterWrite) {
        this.documents = new InMemoryDocumentStore(collection);
        this.sea = sea;
        this.afterWrite = afterWrite;
    }

    /** The states by their ids, as they lie there now. */
    Map<String, Map<String, Object>> states() {
        return written.stream()
                .flatMap(id -> documents.find(id).blockOptional().stream())
                .collect(Collectors.toMap(StoredDocument::id, StoredDocument::state));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return sea.cross(() -> documents.write(write).doOnNext(done -> {
            if (done) {
                written.add(write.id());
                afterWrite.run();
            }
        }));
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
        return sea.cross(() -> documents.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return sea.cross(() -> documents.findCommitted(id));
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
        return sea.cross(() -> documents.due(now, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return sea.cross(() -> documents.uniqueKeys(prefix, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return sea.cross(() -> documents.listed(field, value, limit).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return sea.cross(() -> documents.findAll(ids).collectList()).flatMapIterable(found -> found);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return sea.cross(() -> documents.writeAll(writes));
    }

    @Override
    public Mono<Void> index(String field) {
        return documents.index(field);
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return sea.cross(() -> documents.listings(field, value, after, limit).collectList())
                .flatMapIterable(found -> found);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return sea.cross(() -> documents.forget(id, version));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return sea.cross(() -> documents.moveDue(id, seen, next, counted));
    }
}
