package dev.lorikeet.http.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.live.Feed.News;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells clients what happens in their workspace. Every instance reads all events for itself, and an id means the same to
 * all of them, so a client that loses its instance goes on at another, without a gap and without a repetition.
 *
 * @param <T> what there is to tell
 */
public final class LiveChanges<T> {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Counter slow;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<WorkspaceId, Set<Client<T>>> clients = new HashMap<>();
    private Ring<T> ring;
    private boolean behind = true;
    private boolean ended;

    LiveChanges(LiveSettings settings, Scheduler scheduler, MeterRegistry meters) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.slow = meters.counter("lorikeet.live.slow");
        var _ = meters.gauge("lorikeet.live.streams", open);
        this.ring = new Ring<>(settings.remember(), Positions.of(List.of()));
    }

    /**
     * What changes in this workspace after this id, or from now on; never ends by itself. Ends for a client that is too
     * slow, and fails with {@link Unavailable}, before anything else, where there is no room or nothing to tell yet.
     */
    public Flux<Change<T>> since(WorkspaceId workspace, @Nullable LastEventId id) {
        return Flux.using(() -> enter(workspace), client -> begin(client, id)
                .flatMapMany(first -> stream(client, first)), this::leave);
    }

    private synchronized Client<T> enter(WorkspaceId workspace) {
        if (ended || open.get() >= settings.mostSubscribers()) {
            throw new Unavailable("No more live streams are possible here now", RETRY_AFTER);
        }
        open.incrementAndGet();
        return new Client<>(workspace, settings.buffer());
    }

    private synchronized void leave(Client<T> client) {
        open.decrementAndGet();
        clients.computeIfPresent(client.workspace(), (_, those) -> {
            those.remove(client);
            return those.isEmpty() ? null : those;
        });
    }

    /** Waits for this instance where it is behind; what the client is told first. */
    private Mono<List<Change<T>>> begin(Client<T> client, @Nullable LastEventId id) {
        long looks = settings.catchUp().dividedBy(LOOK_EVERY);
        return Flux.interval(Duration.ZERO, LOOK_EVERY, scheduler)
                .onBackpressureDrop()
                .concatMap(look -> Mono.justOrEmpty(join(client, id, look >= looks)), 0)
                .next();
    }

    private synchronized Optional<List<Change<T>>> join(Client<T> client, @Nullable LastEventId id, boolean atLast) {
        if (ended || (behind && atLast)) {
            throw new Unavailable("The live list is not up to date yet", RETRY_AFTER);
        }
        var first = behind ? Optional.<List<Change<T>>>empty() : first(client, id, atLast);
        if (first.isPresent()) {
            clients.computeIfAbsent(client.workspace(), _ -> new HashSet<>()).add(client);
        }
        return first;
    }

    private Optional<List<Change<T>>> first(Client<T> client, @Nullable LastEventId id, boolean atLast) {
        var now = ring.positions().id();
        if (id == null) {
            return Optional.of(List.of(new Change.Still<>(now)));
        }
        return switch (ring.after(id, client.workspace(), settings.buffer())) {
            case Ring.Resumption.Missed<T>(var missed) ->
                Optional.of(Stream.concat(missed.stream(), Stream.of(new Change.Still<T>(now))).toList());
            case Ring.Resumption.Ahead<T> _ when !atLast -> Optional.empty();
            case Ring.Resumption.Ahead<T> _,Ring.Resumption.Lost<T> _ -> Optional.of(List.of(new Change.Reset<>(now)));
        };
    }

    private Flux<Change<T>> stream(Client<T> client, List<Change<T>> first) {
        return Flux.using(
                () -> Flux.interval(settings.heartbeat(), scheduler).subscribe(_ -> reassure(client)),
                _ -> client.changes(first, scheduler),
                Disposable::dispose);
    }

    private synchronized void reassure(Client<T> client) {
        if (!behind) {
            client.reassure(new Change.Still<>(ring.positions().id()));
        }
    }

    synchronized <E extends DomainEvent> void hear(Feed<E, T> feed, Tailed<EventEnvelope<E>> tailed) {
        switch (tailed) {
            case Tailed.Began<EventEnvelope<E>>(var positions) -> {
                ring = new Ring<>(settings.remember(), Positions.of(positions));
                behind = true;
            }
            case Tailed.CaughtUp<EventEnvelope<E>>() -> {
                behind = false;
                // Nobody is here yet, unless Kafka has lost events meanwhile.
                everybody(client -> tell(client, new Change.Reset<>(ring.positions().id())));
            }
            case Tailed.Item<EventEnvelope<E>>(var partition, var offset, var envelope) ->
                add(partition, offset, feed.meaning().apply(envelope.event()));
        }
    }

    private void add(int partition, long offset, Optional<News<T>> news) {
        if (news.isEmpty()) {
            ring.pass(partition, offset);
            return;
        }
        var change = ring.add(partition, offset, news.get()).change();
        if (!behind) {
            // A copy, here and below: whoever is cut off may leave at once.
            Set.copyOf(clients.getOrDefault(news.get().workspace(), Set.of())).forEach(client -> tell(client, change));
        }
    }

    private void tell(Client<T> client, Change<T> change) {
        if (!client.tell(change)) {
            slow.increment();
        }
    }

    /** Ends every stream, and lets nobody in any more: clients go on elsewhere. */
    synchronized void end() {
        ended = true;
        everybody(Client::end);
    }

    private void everybody(Consumer<Client<T>> what) {
        clients.values().stream().flatMap(Set::stream).toList().forEach(what);
    }
}
