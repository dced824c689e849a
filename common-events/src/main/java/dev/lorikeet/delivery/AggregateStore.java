package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Step;
import dev.lorikeet.trace.Trace;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The only way to change an aggregate: read it, decide, and commit the next state together with its events in one
 * conditional write. There is nothing to publish and so nothing to forget; the relay finds what was committed.
 *
 * @param <S> the states, a sealed interface
 * @param <R> the reasons for a refusal
 */
public final class AggregateStore<S, R> {
    private final AggregateType<S> type;
    private final DocumentStore documents;
    private final Announcements announcements;
    private final DeliveryLimits.Commit limits;
    private final InstantSource clock;
    private final Spans spans;
    private final Consumer<String> hint;

    AggregateStore(AggregateType<S> type, DocumentStore documents, Announcements announcements,
            DeliveryLimits.Commit limits, InstantSource clock, Spans spans, Consumer<String> hint) {
        this.type = type;
        this.documents = documents;
        this.announcements = announcements;
        this.limits = limits;
        this.clock = clock;
        this.spans = spans;
        this.hint = hint;
    }

    /**
     * An aggregate as it was read; the version goes into the ETag and into the next commit.
     *
     * @param cause what last asked for the work that the aggregate wants done
     */
    public record Versioned<S>(S state, long version, Optional<Step> cause) {}

    public Mono<Versioned<S>> find(String id) {
        return documents.find(id)
                .map(stored -> new Versioned<>(stateOf(stored), stored.version(),
                        stored.trace().flatMap(Trace::parse).map(spans::after)));
    }

    /** Ids of aggregates whose list field has this value; those that change meanwhile may or may not be among them. */
    public Flux<String> listed(String field, String value, int limit) {
        return documents.listed(field, value, limit);
    }

    /** What the lists know of aggregates with this value in an indexed field, by id, beyond {@code after}. */
    public Flux<Listing> listings(String field, String value, String after, int limit) {
        return documents.listings(field, value, after, limit);
    }

    /**
     * Deletes an aggregate whose state is such; whether it did. Its sequence would begin anew, so this is for aggregates
     * that announce nothing.
     */
    public Mono<Boolean> forget(String id, Predicate<S> such) {
        return documents.find(id)
                .filter(stored -> such.test(stateOf(stored)))
                .flatMap(stored -> documents.forget(id, stored.version()))
                .defaultIfEmpty(false);
    }

    /** Unique keys in use that begin with this. */
    public Flux<String> uniqueKeys(String prefix, int limit) {
        return documents.uniqueKeys(prefix, limit);
    }

    /** Decides on what is stored and commits the answer; decides anew whenever somebody else was faster. */
    public Mono<Outcome<S, R>> change(String id, Function<S, ? extends Decision<S, ? extends DomainEvent, R>> decide) {
        return attempt(id, decide, limits.attempts());
    }

    /**
     * The same for an aggregate that in all likelihood does not exist yet: it is looked at only if it turns out that it
     * does, which saves the look at nothing.
     */
    public Mono<Outcome<S, R>> create(String id, Function<S, ? extends Decision<S, ? extends DomainEvent, R>> decide) {
        return Mono.defer(() -> commit(id, Optional.empty(), type.initial(), decide.apply(type.initial())))
                // Perhaps it is there, and does not want the key any more that another one holds.
                .onErrorResume(KeyTaken.class, _ -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> change(id, decide)));
    }

    /**
     * Decides on many at once; how many changed. None of them may have something to announce, or a unique key. Where
     * somebody else was faster, each of them is decided on by itself.
     */
    public Mono<Long> changeAll(Collection<String> ids,
            BiFunction<String, S, Decision<S, ? extends DomainEvent, R>> decide) {
        return documents.findAll(ids).collectMap(StoredDocument::id).flatMap(found -> {
            var writes = new ArrayList<DocumentWrite>();
            for (var id : ids) {
                var stored = Optional.ofNullable(found.get(id));
                S current = stored.map(this::stateOf).orElse(type.initial());
                if (decide.apply(id,
                        current) instanceof Decision.Accepted<S, ? extends DomainEvent, R>(var next, var events)
                        && events.isEmpty()) {
                    writes.add(document(id, stored, current, next, List.of(), Optional.empty()));
                }
            }
            return writes.isEmpty()
                    ? Mono.just(0L)
                    : documents.writeAll(writes)
                            .flatMap(all -> all ? Mono.just((long) writes.size()) : oneByOne(ids, decide));
        });
    }

    private Mono<Long> oneByOne(Collection<String> ids,
            BiFunction<String, S, Decision<S, ? extends DomainEvent, R>> decide) {
        return Flux.fromIterable(ids)
                .concatMap(id -> change(id, current -> decide.apply(id, current)))
                .filter(outcome -> outcome instanceof Outcome.Done<S, R> done && done.changed())
                .count();
    }

    private Mono<Outcome<S, R>> attempt(String id, Function<S, ? extends Decision<S, ? extends DomainEvent, R>> decide,
            int left) {
        return Mono.defer(() -> decideOnce(id, decide))
                .switchIfEmpty(Mono.defer(() -> left > 1 ? attempt(id, decide, left - 1) : Mono.error(tooContended())));
    }

    /** Empty when the race for the document was lost. */
    private Mono<Outcome<S, R>> decideOnce(String id,
            Function<S, ? extends Decision<S, ? extends DomainEvent, R>> decide) {
        return documents.find(id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(stored -> {
                    S current = stored.map(this::stateOf).orElse(type.initial());
                    return commit(id, stored, current, decide.apply(current));
                });
    }

    private Mono<Outcome<S, R>> commit(String id, Optional<StoredDocument> stored, S current,
            Decision<S, ? extends DomainEvent, R> decision) {
        long version = stored.map(StoredDocument::version).orElse(0L);
        return switch (decision) {
            case Decision.Refused<S, ?, R>(var reason) -> Mono.just(new Outcome.Refused<>(reason));
            case Decision.Unchanged<S, ?, R>(var same) -> Mono.just(new Outcome.Done<>(same, version, false));
            case Decision.Accepted<S, ? extends DomainEvent, R>(var next, var events) -> room(stored, events)
                    .then(write(id, stored, current, next, events))
                    .filter(written -> written)
                    .map(_ -> {
                        if (!events.isEmpty()) {
                            hint.accept(id);
                        }
                        return new Outcome.Done<>(next, version + 1, true);
                    });
        };
    }

    private Mono<Boolean> write(String id, Optional<StoredDocument> stored, S current, S next,
            List<? extends DomainEvent> events) {
        return Mono.deferContextual(context -> {
            var step = Step.in(context);
            var entries = events.isEmpty()
                    ? List.<OutboxEntry>of()
                    : announcements.of(type.collection(), id, stored.map(StoredDocument::version).orElse(0L) + 1,
                            clock.instant(), Causes.ofEvents(stored, step), events);
            return documents.write(document(id, stored, current, next, entries, step));
        });
    }

    private DocumentWrite document(String id, Optional<StoredDocument> stored, S current, S next,
            List<OutboxEntry> entries, Optional<Step> step) {
        long version = stored.map(StoredDocument::version).orElse(0L);
        return new DocumentWrite(id, version, StateJson.write(next), type.list().apply(next),
                type.unique().apply(next), entries, OutboxKey.of(id, clock.instant()).text(),
                due(stored, current, next, step));
    }

    private DocumentWrite.Due due(Optional<StoredDocument> stored, S current, S next, Optional<Step> step) {
        var wanted = type.dueAt().apply(next);
        if (stored.isPresent() && wanted.equals(type.dueAt().apply(current))) {
            return new DocumentWrite.Due.Kept();
        }
        return wanted.<DocumentWrite.Due>map(time -> new DocumentWrite.Due.At(time, Causes.ofWork(stored, step)))
                .orElse(new DocumentWrite.Due.Never());
    }

    /** An aggregate that nobody can hear any more must stop talking before its document overflows. */
    private Mono<Void> room(Optional<StoredDocument> stored, List<? extends DomainEvent> events) {
        int waiting = stored.map(document -> document.outbox().size()).orElse(0);
        if (events.isEmpty() || waiting + events.size() <= limits.outboxEntries()) {
            return Mono.empty();
        }
        return Mono.error(new Unavailable(waiting + " events of " + type.collection() + " still wait for Kafka",
                Duration.ofSeconds(10)));
    }

    private S stateOf(StoredDocument stored) {
        return StateJson.read(stored.state(), type.states());
    }

    private Unavailable tooContended() {
        return new Unavailable("a document of " + type.collection() + " lost " + limits.attempts() + " races in a row",
                Duration.ofSeconds(1));
    }
}
