package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One collection of aggregates. Every operation touches one document and is atomic on it; nothing here needs a
 * transaction, so any MongoDB will do. Failures of the store are {@link Unavailable}.
 */
public interface DocumentStore {

    String collection();

    /** Makes the indexes that the operations below read; harmless to repeat. */
    Mono<Void> prepare();

    Mono<StoredDocument> find(String id);

    /** As it lies on a majority of the replicas: what is announced must not be taken back by a failover. */
    Mono<StoredDocument> findCommitted(String id);

    /** Those of them that exist, in any order. */
    Flux<StoredDocument> findAll(Collection<String> ids);

    /**
     * Many writes at once, each of them as {@link #write} does it, but none with a unique key. False: not all of them were
     * written, and which is for the caller to find out.
     */
    Mono<Boolean> writeAll(List<DocumentWrite> writes);

    /** False: somebody else committed first, nothing was written. Fails with {@link KeyTaken}. */
    Mono<Boolean> write(DocumentWrite write);

    /** Committed documents with events to publish whose outbox key lies in {@code [from, below)}, lowest key first. */
    Flux<StoredDocument> withOutbox(String from, String below, int limit);

    /** Takes published events out of a document's outbox; events committed meanwhile stay. */
    Mono<Void> pull(String id, List<String> published);

    /** Documents whose work is due, longest overdue first. */
    Flux<StoredDocument> due(Instant now, int limit);

    /** Unique keys that begin with this, in order. */
    Flux<String> uniqueKeys(String prefix, int limit);

    /** Ids of documents whose list field has this value. */
    Flux<String> listed(String field, String value, int limit);

    /** Makes {@link #listings} by this field an index read; harmless to repeat. */
    Mono<Void> index(String field);

    /** Documents whose list field has this value, by id, beyond {@code after}. */
    Flux<Listing> listings(String field, String value, String after, int limit);

    /** Deletes a document of this version; false where it has another by now, or something to publish. */
    Mono<Boolean> forget(String id, long version);

    /** Moves due work, unless somebody moved it first; {@code counted} adds one attempt. */
    Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted);
}
