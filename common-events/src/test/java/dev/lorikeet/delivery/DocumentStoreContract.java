package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every document store must do. Each test gets an empty collection. */
public abstract class DocumentStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private DocumentStore store;

    protected abstract DocumentStore emptyCollection();

    @Nested
    class Races extends DocumentRacesContract {
        @Override
        DocumentStore emptyCollection() {
            return DocumentStoreContract.this.emptyCollection();
        }
    }

    @BeforeEach
    void prepareCollection() {
        store = emptyCollection();
        store.prepare().block(LIMIT);
    }

    @Test
    void findsNothingUnderAnUnknownId() {
        assertThat(find("nobody")).isEmpty();
    }

    @Test
    void keepsTheStateAsItWasWritten() {
        write("a", 0, state("one"));
        assertThat(find("a")).hasValueSatisfying(stored -> {
            assertThat(stored.version()).isEqualTo(1);
            assertThat(stored.state()).isEqualTo(state("one"));
        });
    }

    @Test
    void keepsEveryKindOfValueThatAStateMayHold() {
        var state = new TreeMap<String, Object>(Map.of("long", Long.MAX_VALUE, "small", 7L, "int", Integer.MIN_VALUE,
                "double", 0.1, "whole", 2.0, "flag", false, "none", Map.of(), "nothing", List.of()));
        state.put("größe 🦜", "naïve ключ \u0000 🦜 \uffff");
        state.put("nested", nothingIn("empty"));
        state.put("list", List.of(Map.of("deep", List.of(1L, 2.5, "x")), List.of()));
        write("a", 0, state);
        assertThat(find("a").orElseThrow().state()).isEqualTo(state);
        write("a", 1, Map.of("outer", state));
        assertThat(find("a").orElseThrow().state()).isEqualTo(Map.of("outer", state));
    }

    @SuppressWarnings("NullAway") // JSON has such values, although a state's type does not say so
    private static Map<String, Object> nothingIn(String name) {
        var map = new TreeMap<String, Object>();
        map.put(name, null);
        return map;
    }

    @Test
    void refusesAWriteOnAVersionThatIsNotTheStoredOne() {
        assertThat(write("a", 0, state("one"))).isTrue();
        assertThat(write("a", 0, state("again"))).isFalse();
        assertThat(write("a", 2, state("from the future"))).isFalse();
        assertThat(write("nobody", 1, state("unborn"))).isFalse();
        assertThat(write("a", 1, state("two"))).isTrue();
        assertThat(find("a").orElseThrow().state()).isEqualTo(state("two"));
    }

    @Test
    void letsOneOfManyConcurrentWritersWin() {
        write("a", 0, state("start"));
        for (long version = 1; version <= 5; version++) {
            assertThat(raceFor("a", version)).isEqualTo(1);
        }
        assertThat(raceFor("new", 0)).isEqualTo(1);
    }

    private long raceFor(String id, long version) {
        return get(Flux.range(0, 16)
                .flatMap(index -> store.write(change(id, version, state("w" + index)).write())
                        .subscribeOn(Schedulers.boundedElastic()), 16)
                .filter(won -> won)
                .count());
    }

    @Test
    void findsDocumentsWithEventsInTheOrderOfTheirKeys() {
        write(change("b", 0, state("x"), entry("b.1")).keyed("0a|2|b"));
        write(change("a", 0, state("x"), entry("a.1")).keyed("0a|1|a"));
        write(change("c", 0, state("x"), entry("c.1")).keyed("0b|1|c"));
        write("silent", 0, state("x"));
        assertThat(pending("0a|", "0b|", 10)).containsExactly("a", "b");
        assertThat(pending("0a|", "0c|", 2)).containsExactly("a", "b");
        assertThat(pending("0b|", "0c|", 10)).containsExactly("c");
    }

    @Test
    void takesPublishedEventsOutOfTheOutbox() {
        write(change("a", 0, state("x"), entry("a.1"), entry("a.2")).keyed("0a|1|a"));
        store.pull("a", List.of("a.1", "a.2")).block(LIMIT);
        assertThat(outbox("a")).isEmpty();
        assertThat(pending("0", "1", 10)).isEmpty();
    }

    @Test
    void keepsEventsThatWereCommittedSinceTheOutboxWasRead() {
        write(change("a", 0, state("x"), entry("a.1")).keyed("0a|1|a"));
        write(change("a", 1, state("y"), entry("a.2")).keyed("0a|2|a"));
        store.pull("a", List.of("a.1")).block(LIMIT);
        assertThat(outbox("a")).containsExactly("a.2");
        assertThat(pending("0", "1", 10)).containsExactly("a");
        store.pull("a", List.of("a.1")).block(LIMIT);
        assertThat(outbox("a")).containsExactly("a.2");
        store.pull("a", List.of("a.2")).block(LIMIT);
        assertThat(pending("0", "1", 10)).isEmpty();
    }

    @Test
    void keepsTheOutboxWhenACommitHasNothingToAnnounce() {
        write(change("a", 0, state("x"), entry("a.1")).keyed("0a|1|a"));
        write("a", 1, state("y"));
        assertThat(outbox("a")).containsExactly("a.1");
        assertThat(pending("0", "1", 10)).containsExactly("a");
    }

    @Test
    void givesBackEventsExactlyAsTheyWereStored() {
        var headers = new TreeMap<>(Map.of("ce_id", "a.1", "content-type", "application/json"));
        var full = new OutboxEntry("a.1", new WireRecord("topic.v1", "ключ", headers, "{\"größe\":\"1\"}"));
        var tombstone = new OutboxEntry("a.2", new WireRecord("topic.v1", "a", new TreeMap<>(), null));
        write(change("a", 0, state("x"), full, tombstone).keyed("0a|1|a"));
        assertThat(find("a").orElseThrow().outbox()).containsExactly(full, tombstone);
    }

    @Test
    void findsDueWorkLongestOverdueFirst() {
        write(change("later", 0, state("x")).due(NOON.plusMillis(1)));
        write(change("second", 0, state("x")).due(NOON));
        write(change("first", 0, state("x")).due(NOON.minusSeconds(1)));
        write("never", 0, state("x"));
        assertThat(due(NOON, 10)).containsExactly("first", "second");
        assertThat(due(NOON, 1)).containsExactly("first");
    }

    @Test
    void movesDueWorkForOneClaimantOnly() {
        write(change("a", 0, state("x")).due(NOON));
        var lease = NOON.plusSeconds(60);
        assertThat(get(store.moveDue("a", NOON, lease, true))).isTrue();
        assertThat(get(store.moveDue("a", NOON, lease, true))).isFalse();
        assertThat(get(store.moveDue("nobody", NOON, lease, true))).isFalse();
        assertThat(due(NOON, 10)).isEmpty();
        assertThat(due(lease, 10)).containsExactly("a");
        assertThat(find("a").orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    void matchesTimesToTheMillisecond() {
        var precise = NOON.plusNanos(456_789);
        write(change("a", 0, state("x")).due(precise));
        assertThat(get(store.moveDue("a", precise, precise.plusSeconds(1), false))).isTrue();
        assertThat(find("a").orElseThrow().dueAt()).contains(NOON.plusSeconds(1));
    }

    @Test
    void leavesAClaimAloneWhenTheNextStateAsksForTheSameWork() {
        write(change("a", 0, state("x")).due(NOON));
        get(store.moveDue("a", NOON, NOON.plusSeconds(60), true));
        write(change("a", 1, state("y")).due(new DocumentWrite.Due.Kept()));
        assertThat(find("a").orElseThrow().dueAt()).contains(NOON.plusSeconds(60));
        assertThat(find("a").orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    void forgetsAttemptsWhenTheNextStateAsksForOtherWorkOrNone() {
        write(change("a", 0, state("x")).due(NOON));
        get(store.moveDue("a", NOON, NOON.plusSeconds(60), true));
        write(change("a", 1, state("y")).due(NOON.plusSeconds(5)));
        assertThat(find("a").orElseThrow().attempts()).isZero();
        assertThat(due(NOON.plusSeconds(5), 10)).containsExactly("a");
        write(change("a", 2, state("z")).due(new DocumentWrite.Due.Never()));
        assertThat(due(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(find("a").orElseThrow().dueAt()).isEmpty();
    }

    /** A document that was written before there were any has none either. */
    @Test
    void keepsTheTraceBesideTheDueTimeAndDropsItWithThat() {
        var trace = Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        write(change("a", 0, state("x")).due(new DocumentWrite.Due.At(NOON, trace)));
        assertThat(find("a").orElseThrow().trace()).isEqualTo(trace);
        get(store.moveDue("a", NOON, NOON.plusSeconds(60), true));
        write(change("a", 1, state("y")).due(new DocumentWrite.Due.Kept()));
        assertThat(find("a").orElseThrow().trace()).isEqualTo(trace);
        write(change("a", 2, state("z")).due(NOON));
        assertThat(find("a").orElseThrow().trace()).isEmpty();
        write(change("a", 3, state("z")).due(new DocumentWrite.Due.At(NOON, trace)));
        write(change("a", 4, state("z")).due(new DocumentWrite.Due.Never()));
        assertThat(find("a").orElseThrow().trace()).isEmpty();
    }

    @Test
    void letsOneDocumentHoldAUniqueKey() {
        write(change("a", 0, state("x")).unique("film/rain"));
        write("b", 0, state("x"));
        assertThatThrownBy(() -> write(change("c", 0, state("x")).unique("film/rain")))
                .isInstanceOf(KeyTaken.class);
        assertThatThrownBy(() -> write(change("b", 1, state("y")).unique("film/rain")))
                .isInstanceOf(KeyTaken.class);
        assertThat(find("c")).isEmpty();
        assertThat(find("b").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void losesARaceForADocumentAlsoWithItsOwnKey() {
        write(change("a", 0, state("x")).unique("film/rain"));
        assertThat(get(store.write(change("a", 0, state("again")).unique("film/rain").write()))).isFalse();
        write(change("a", 1, state("y")).unique("film/rain"));
    }

    @Test
    void freesAUniqueKeyThatIsNotHeldAnyMore() {
        write(change("a", 0, state("x")).unique("film/rain"));
        write("a", 1, state("y"));
        write(change("b", 0, state("x")).unique("film/rain"));
        assertThat(keys("film/")).containsExactly("film/rain");
    }

    @Test
    void findsUniqueKeysByTheirBeginning() {
        for (var key : List.of("film/rain (2)", "film/rain", "film/rainbow", "film/sun", "other/rain")) {
            write(change(key.replace('/', '-'), 0, state("x")).unique(key));
        }
        assertThat(keys("film/rain")).containsExactly("film/rain", "film/rain (2)", "film/rainbow");
        assertThat(get(store.uniqueKeys("film/", 2).collectList())).containsExactly("film/rain", "film/rain (2)");
    }

    @Test
    void findsDocumentsByAListField() {
        write("a", 0, state("x"));
        write("b", 0, state("y"));
        assertThat(get(store.listed("name", "listed", 10).collectList())).containsExactlyInAnyOrder("a", "b");
        assertThat(get(store.listed("name", "listed", 1).collectList())).hasSize(1);
        assertThat(get(store.listed("name", "other", 10).collectList())).isEmpty();
    }

    @Test
    void listsByAFieldInTheOrderOfIdsAndPageByPage() {
        get(store.index("name").thenReturn(true));
        for (var id : List.of("c", "a", "b")) {
            write(id, 0, state("x"));
        }
        assertThat(listings("", 2)).containsExactly("a", "b");
        assertThat(listings("b", 2)).containsExactly("c");
        assertThat(get(store.listings("name", "listed", "b", 1).collectList()).getFirst().fields())
                .isEqualTo(Map.of("name", "listed"));
        assertThat(get(store.listings("name", "other", "", 9).collectList())).isEmpty();
    }

    @Test
    void forgetsADocumentThatNobodyChangedAndThatHasNothingToSay() {
        write("a", 0, state("x"));
        write("a", 1, state("y"));
        assertThat(get(store.forget("a", 1))).isFalse();
        pullAll("a");
        assertThat(get(store.forget("a", 2))).isTrue();
        assertThat(get(store.find("a").hasElement())).isFalse();
        assertThat(get(store.forget("a", 2))).isFalse();
    }

    @Test
    void writesManyAtOnceAndSaysWhenOneOfThemLost() {
        write("a", 0, state("x"));
        assertThat(get(store.writeAll(List.of(change("a", 1, state("y")).write(), change("b", 0, state("y")).write()))))
                .isTrue();
        assertThat(get(store.writeAll(List.of(change("a", 1, state("z")).write(), change("c", 0, state("z")).write()))))
                .isFalse();
        assertThat(get(store.writeAll(List.of(change("a", 0, state("z")).write(), change("d", 0, state("z")).write()))))
                .isFalse();
        var found = get(store.findAll(List.of("a", "b", "c", "d", "e")).collectMap(StoredDocument::id));
        assertThat(found).containsOnlyKeys("a", "b", "c", "d");
        assertThat(found.values().stream().map(document -> String.valueOf(document.state().get("name"))))
                .containsExactlyInAnyOrder("y", "y", "z", "z");
    }

    private List<String> listings(String after, int limit) {
        return get(store.listings("name", "listed", after, limit).map(Listing::id).collectList());
    }

    private void pullAll(String id) {
        var entries = get(store.find(id)).outbox().stream().map(OutboxEntry::id).toList();
        get(store.pull(id, entries).thenReturn(true));
    }

    private List<String> keys(String prefix) {
        return get(store.uniqueKeys(prefix, 10).collectList());
    }

    private static Map<String, Object> state(String name) {
        return Map.of("name", name, "number", 7, "nested", Map.of("list", List.of("a", "b")));
    }

    static OutboxEntry entry(String id) {
        return new OutboxEntry(id, new WireRecord("topic.v1", "key", new TreeMap<>(Map.of("ce_id", id)), "{}"));
    }

    /** A write that tests build up, with nothing due and no events unless they say so. */
    record Change(DocumentWrite write) {
        Change keyed(String key) {
            return new Change(new DocumentWrite(write.id(), write.expectedVersion(), write.state(), write.list(),
                    write.unique(), write.events(), key, write.due()));
        }

        Change unique(String key) {
            return new Change(new DocumentWrite(write.id(), write.expectedVersion(), write.state(), write.list(),
                    Optional.of(key), write.events(), write.outboxKey(), write.due()));
        }

        Change due(Instant time) {
            return due(new DocumentWrite.Due.At(time, Optional.empty()));
        }

        Change due(DocumentWrite.Due due) {
            return new Change(new DocumentWrite(write.id(), write.expectedVersion(), write.state(), write.list(),
                    write.unique(), write.events(), write.outboxKey(), due));
        }
    }

    static Change change(String id, long version, Map<String, Object> state, OutboxEntry... entries) {
        return new Change(new DocumentWrite(id, version, state, Map.of("name", "listed"), Optional.empty(),
                List.of(entries), "", new DocumentWrite.Due.Never()));
    }

    private boolean write(String id, long version, Map<String, Object> state) {
        return get(store.write(change(id, version, state).write()));
    }

    private void write(Change change) {
        assertThat(get(store.write(change.write()))).isTrue();
    }

    private Optional<StoredDocument> find(String id) {
        return store.find(id).blockOptional(LIMIT);
    }

    private List<String> outbox(String id) {
        return find(id).orElseThrow().outbox().stream().map(OutboxEntry::id).toList();
    }

    private List<String> pending(String from, String below, int limit) {
        return get(store.withOutbox(from, below, limit).map(StoredDocument::id).collectList());
    }

    private List<String> due(Instant now, int limit) {
        return get(store.due(now, limit).map(StoredDocument::id).collectList());
    }

    private static <T> T get(Mono<T> mono) {
        return mono.blockOptional(LIMIT).orElseThrow();
    }
}
