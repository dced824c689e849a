package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static dev.lorikeet.delivery.DocumentStoreContract.change;
import static dev.lorikeet.delivery.DocumentStoreContract.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** What every document store must do when many want the same document at once. */
abstract class DocumentRacesContract {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int WRITES = 20;
    private DocumentStore store;

    abstract DocumentStore emptyCollection();

    @BeforeEach
    void prepareCollection() {
        store = emptyCollection();
        store.prepare().block(LIMIT);
    }

    @Test
    void letsOneOfManyClaimantsHaveTheWork() {
        get(store.write(change("a", 0, Map.of()).due(NOON).write()));
        var seen = NOON;
        for (int round = 1; round <= 5; round++) {
            var winners = claim(seen);
            assertThat(winners).hasSize(1);
            seen = winners.getFirst();
            assertThat(find().dueAt()).contains(seen);
            assertThat(find().attempts()).isEqualTo(round);
        }
    }

    private List<Instant> claim(Instant seen) {
        return get(Flux.range(1, 16)
                .map(claimant -> seen.plusSeconds(claimant))
                .flatMap(lease -> store.moveDue("a", seen, lease, true)
                        .subscribeOn(Schedulers.boundedElastic())
                        .filter(won -> won)
                        .map(_ -> lease), 16)
                .collectList());
    }

    /**
     * Two relays, for one of them may not know yet that it is fenced. Between two steps of a pull an empty outbox may keep
     * its key: then a relay finds it once more, and nothing in it, and its pull of nothing takes the key away.
     */
    @Test
    void losesNoEventAndLeavesNoKeyForGoodWhenPullsRaceWrites() {
        get(writeEvent(1));
        var published = ConcurrentHashMap.<String>newKeySet();
        var writing = Flux.range(2, WRITES - 1).concatMap(this::writeEvent).then();
        var relays = Mono.when(relaying(published), relaying(published));
        get(Mono.when(writing.subscribeOn(Schedulers.boundedElastic()), relays).thenReturn(true));
        assertThat(published).isEqualTo(events());
        assertThat(find().outbox()).isEmpty();
        assertThat(find().version()).isEqualTo(WRITES);
        assertThat(get(store.withOutbox("0", "1", 10).hasElements())).isFalse();
    }

    private Mono<Boolean> writeEvent(int number) {
        return store
                .write(change("a", number - 1, Map.of(), entry("a." + number)).keyed("0a|" + number + "|a").write());
    }

    /** Until everything was written and nothing is left to be found. */
    private Mono<Void> relaying(Set<String> published) {
        return store.withOutbox("0", "1", 10)
                .concatMap(document -> pull(document, published))
                .then(Mono.defer(() -> store.withOutbox("0", "1", 10).hasElements()))
                .subscribeOn(Schedulers.boundedElastic())
                .repeat()
                .takeUntil(left -> !left && published.size() == WRITES)
                .then();
    }

    private Mono<Void> pull(StoredDocument document, Set<String> published) {
        var ids = document.outbox().stream().map(OutboxEntry::id).toList();
        published.addAll(ids);
        return store.pull(document.id(), ids);
    }

    private static Set<String> events() {
        return IntStream.rangeClosed(1, WRITES).mapToObj(number -> "a." + number).collect(Collectors.toSet());
    }

    private StoredDocument find() {
        return get(store.find("a"));
    }

    private static <T> T get(Mono<T> mono) {
        return mono.blockOptional(LIMIT).orElseThrow();
    }
}
