package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.StoredDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection as one process reaches it. */
record SteppedDocuments(DocumentStore documents, Steps steps, Names names) implements DocumentStore {

    SteppedDocuments(DocumentStore documents, Steps steps) {
        this(documents, steps, NAMES.computeIfAbsent(documents.collection(), Names::new));
    }

    private static final Map<String, Names> NAMES = new ConcurrentHashMap<>();

    /** Of the steps, made once: every step is counted by its name. */
    record Names(String find, String findCommitted, String findAll, String writeAll, String write, String withOutbox,
            String pull, String due, String uniqueKeys, String listed, String listings, String forget,
            String moveDue) {

        Names(String of) {
            this(of + ".find", of + ".findCommitted", of + ".findAll", of + ".writeAll", of + ".write",
                    of + ".withOutbox", of + ".pull", of + ".due", of + ".uniqueKeys", of + ".listed",
                    of + ".listings", of + ".forget", of + ".moveDue");
        }
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
        return steps.step(names.find(), documents.find(id));
    }

    @Override
    public Mono<StoredDocument> findCommitted(String id) {
        return steps.step(names.findCommitted(), documents.findCommitted(id));
    }

    @Override
    public Flux<StoredDocument> findAll(Collection<String> ids) {
        return steps.step(names.findAll(), documents.findAll(ids).collectList()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Boolean> writeAll(List<DocumentWrite> writes) {
        return steps.step(names.writeAll(), documents.writeAll(writes));
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return steps.step(names.write(), documents.write(write));
    }

    @Override
    public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
        return steps.look(names.withOutbox(), documents.withOutbox(from, below, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> pull(String id, List<String> published) {
        return steps.step(names.pull(), documents.pull(id, published));
    }

    @Override
    public Flux<StoredDocument> due(Instant now, int limit) {
        return steps.look(names.due(), documents.due(now, limit).collectList(), found -> !found.isEmpty())
                .flatMapIterable(all -> all);
    }

    @Override
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return steps.look(names.uniqueKeys(), documents.uniqueKeys(prefix, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Flux<String> listed(String field, String value, int limit) {
        return steps.look(names.listed(), documents.listed(field, value, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Void> index(String field) {
        return Mono.empty();
    }

    @Override
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return steps.look(names.listings(), documents.listings(field, value, after, limit).collectList(),
                found -> !found.isEmpty()).flatMapIterable(all -> all);
    }

    @Override
    public Mono<Boolean> forget(String id, long version) {
        return steps.step(names.forget(), documents.forget(id, version));
    }

    @Override
    public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
        return steps.step(names.moveDue(), documents.moveDue(id, seen, next, counted));
    }
}
