package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Trace;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DeliveryTest {
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private final World world = new World();
    private final Delivery loraApi = world.service("lora-api", "one");
    private final AggregateStore<Tally, String> tallies = World.tallies(loraApi);

    @Test
    void announcesACommitWithoutWaitingForTheSweep() {
        loraApi.start();
        world.pass(A_MOMENT);
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(A_MOMENT);
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void announcesWhatACrashedInstanceCommitted() {
        World.add(tallies, "a").block(World.LIMIT);
        World.add(tallies, "a").block(World.LIMIT);
        var next = world.service("lora-api", "two");
        World.tallies(next);
        next.start();
        world.pass(A_MOMENT);
        assertThat(world.sequences("a")).containsExactly(1L, 2L);
    }

    @Test
    void appliesWhatAnotherServiceAnnounced() {
        var seen = new ArrayList<LoraEvent>();
        var worker = world.service("storage-worker", "one");
        worker.consume(Topic.LORA_EVENTS, LoraEvent.class, envelope -> Mono.fromRunnable(
                () -> seen.add(envelope.event())));
        loraApi.start();
        worker.start();
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(Duration.ofSeconds(2));
        assertThat(seen).containsExactly(Tally.counted(new LoraId("a"), 1));
    }

    /** There is no document here at all: this is how one hears that none could be saved. */
    @Test
    void announcesAnEventWithoutADocument() {
        var event = Tally.counted(new LoraId("a"), 1);
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        loraApi.announce("tallies", "a", 3, event)
                .contextWrite(Spans.none().after(new Trace(trace))::into)
                .block(World.LIMIT);
        assertThat(world.published("a")).containsExactly(
                new EventEnvelope<>("a.3.direct", "/lora-api/tallies", 3, World.START, trace, event));
    }

    @Test
    void saysSoWhenItCannotAnnounceWithoutADocument() {
        world.kafkaIsAwayFor("two");
        var announcing = world.service("lora-api", "two")
                .announce("tallies", "a", 1, Tally.counted(new LoraId("a"), 1));
        assertThatThrownBy(() -> announcing.block(World.LIMIT)).isInstanceOf(Unavailable.class);
        assertThat(world.published("a")).isEmpty();
    }

    @Test
    void publishesWhatIsLeftBeforeItStops() {
        loraApi.start();
        world.pass(A_MOMENT);
        World.add(tallies, "a").block(World.LIMIT);
        var stopping = loraApi.stop().toFuture();
        world.pass(Duration.ofSeconds(2));
        assertThat(stopping).isCompleted();
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void letsAnotherInstanceTakeOverAtOnceAfterACleanStop() {
        loraApi.start();
        world.pass(A_MOMENT);
        var stopping = loraApi.stop().toFuture();
        world.pass(A_MOMENT);
        assertThat(stopping).isCompleted();
        World.add(tallies, "a").block(World.LIMIT);
        var next = world.service("lora-api", "two");
        World.tallies(next);
        next.start();
        world.pass(A_MOMENT);
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void sweepsForTheInstancesThatAreNotTheRelay() {
        loraApi.start();
        world.pass(A_MOMENT);
        World.add(World.tallies(world.service("lora-api", "two")), "a").block(World.LIMIT);
        assertThat(world.sequences("a")).isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void waitsForTheLeaseOfAnInstanceThatDied() {
        var dead = new Leases(world.collection("leases"), "dead", Duration.ofSeconds(10), world.clock);
        for (int shard = 0; shard < DeliveryLimits.defaults().relay().shards(); shard++) {
            dead.take("relay-lora-api-" + shard).block(World.LIMIT);
        }
        World.add(tallies, "a").block(World.LIMIT);
        loraApi.start();
        world.pass(Duration.ofSeconds(9));
        assertThat(world.sequences("a")).isEmpty();
        world.pass(Duration.ofSeconds(3));
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void refusesToReadATopicThatDoesNotDeclareTheService() {
        assertThatThrownBy(() -> loraApi.consume(Topic.LORA_CATALOGUE, StorageEvent.class, _ -> Mono.empty()))
                .hasMessageContaining("lora-api is not declared as a reader of LORA_CATALOGUE");
    }

    @Test
    void refusesTwoEventsOnOneTopicInOneDecision() {
        var lora = new LoraId("a");
        assertThatThrownBy(() -> tallies.change("a", _ -> Decision.accept(new Tally.Counting(lora, 1, null),
                Tally.counted(lora, 1), Tally.counted(lora, 2))).block(World.LIMIT))
                .hasMessageContaining("announces twice on lorikeet.lora.events.v1");
        assertThat(tallies.find("a").blockOptional(World.LIMIT)).isEmpty();
    }

    @Test
    void refusesCommandsWhileTooManyEventsWaitForKafka() {
        int most = DeliveryLimits.defaults().commit().outboxEntries();
        for (int count = 0; count < most; count++) {
            World.add(tallies, "a").block(World.LIMIT);
        }
        assertThatThrownBy(() -> World.add(tallies, "a").block(World.LIMIT))
                .isInstanceOf(Unavailable.class)
                .hasMessage("40 events of tallies still wait for Kafka");
    }

    @Test
    void changesNothingOnARefusalOrARepeat() {
        World.add(tallies, "a").block(World.LIMIT);
        var refused = tallies.change("a", _ -> Decision.refuse("no")).block(World.LIMIT);
        var repeated = tallies.change("a", Decision::unchanged).block(World.LIMIT);
        assertThat(refused).isEqualTo(new Outcome.Refused<>("no"));
        assertThat(repeated).isEqualTo(new Outcome.Done<>(new Tally.Counting(new LoraId("a"), 1, null), 1, false));
        assertThat(world.collection("tallies").find("a").blockOptional(World.LIMIT).orElseThrow().outbox()).hasSize(1);
    }

    @Test
    void createsWithoutLookingAndLooksWhenSomethingIsThere() {
        var seen = new ArrayList<Tally>();
        var once = create("a", seen).block(World.LIMIT);
        var twice = create("a", seen).block(World.LIMIT);
        assertThat(once).isEqualTo(new Outcome.Done<>(new Tally.Counting(new LoraId("a"), 1, null), 1, true));
        assertThat(twice).isEqualTo(new Outcome.Done<>(new Tally.Counting(new LoraId("a"), 2, null), 2, true));
        assertThat(seen).containsExactly(new Tally.None(), new Tally.None(),
                new Tally.Counting(new LoraId("a"), 1, null));
    }

    @Test
    void looksAlsoWhenTheKeyItWouldTakeIsAnothersByNow() {
        var named = AggregateType.of("named", Tally.class, (Tally) new Tally.None())
                .uniqueBy(tally -> tally instanceof Tally.Counting(var lora, var count, var _)
                        ? Optional.of(count == 1 ? "first" : lora.value())
                        : Optional.empty());
        AggregateStore<Tally, String> store = loraApi.aggregate(named);
        for (var id : List.of("a", "a", "b", "a")) {
            assertThat(store.create(id, tally -> Tally.add(tally, new LoraId(id), null)).block(World.LIMIT))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThatThrownBy(() -> store.create("c", tally -> Tally.add(tally, new LoraId("c"), null))
                .block(World.LIMIT)).isInstanceOf(KeyTaken.class);
    }

    private Mono<Outcome<Tally, String>> create(String id, Collection<Tally> seen) {
        return tallies.create(id, tally -> {
            seen.add(tally);
            return Tally.add(tally, new LoraId(id), null);
        });
    }

    @Test
    void keepsListFieldsBesideTheState() {
        World.add(tallies, "a").block(World.LIMIT);
        var stored = (InMemoryDocumentStore) world.collection("tallies");
        assertThat(stored.listed("a").orElseThrow()).isEqualTo(Map.of("count", 1));
    }

    @Test
    void worksAgainAfterAStopAndAStart() {
        loraApi.start();
        world.pass(A_MOMENT);
        var stopping = loraApi.stop().toFuture();
        world.pass(Duration.ofSeconds(2));
        assertThat(stopping).isCompleted();
        loraApi.start();
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void isQuickAgainAfterAHintFromBeforeTheStart() {
        World.add(tallies, "a").block(World.LIMIT);
        loraApi.start();
        world.pass(A_MOMENT);
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(A_MOMENT);
        assertThat(world.sequences("a")).containsExactly(1L, 2L);
    }

    @Test
    void leavesTheRelayToAnInstanceThatCanReachKafka() {
        world.kafkaIsAwayFor("one");
        loraApi.start();
        world.pass(A_MOMENT);
        var other = world.service("lora-api", "two");
        World.tallies(other);
        other.start();
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(Duration.ofSeconds(30));
        assertThat(world.sequences("a")).containsExactly(1L);
    }

    @Test
    void saysForHowLongNothingHasGotOut() {
        var cutOff = new World();
        cutOff.kafkaIsAwayFor("one");
        var delivery = cutOff.service("lora-api", "one");
        var waiting = World.tallies(delivery);
        delivery.start();
        World.add(waiting, "a").block(World.LIMIT);
        cutOff.pass(Duration.ofSeconds(30));
        assertThat(cutOff.meters.get("lorikeet.outbox.stuck").gauge().value()).isGreaterThan(25);
        assertThat(cutOff.counted("lorikeet.outbox.published")).isZero();
        cutOff.heal();
        cutOff.pass(Duration.ofMinutes(1));
        assertThat(cutOff.counted("lorikeet.outbox.published")).isEqualTo(1);
        assertThat(cutOff.meters.get("lorikeet.outbox.stuck").gauge().value()).isZero();
    }

    @Test
    void clearsABacklogOfAnyLengthInOneSweep() {
        var backlog = new Backlog(20_000);
        var limits = new DeliveryLimits.Relay(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(10));
        var leases = new Leases(world.collection("leases"), "one", limits.lease(), world.clock);
        var shard = new RelayShard("lora-api", 0, Map.of("tallies", backlog), leases, world.log, limits,
                new DeliveryMeters(world.meters, () -> World.START), new MessageSpans(Spans.none()));
        assertThat(shard.sweep().block(Duration.ofMinutes(1))).isEqualTo(20_000);
    }

    /** Failing a commit for want of a hint would tell a client that nothing happened. */
    @Test
    void neverFailsACommitForItsHint() throws InterruptedException {
        var scheduler = Schedulers.newSingle("relay", true);
        var stores = new ConcurrentHashMap<String, DocumentStore>();
        var engines = new Engines(name -> stores.computeIfAbsent(name, InMemoryDocumentStore::new),
                new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff()), world.clock, scheduler, "one");
        var delivery = new Delivery("lora-api", engines, DeliveryLimits.defaults(), world.meters);
        var busy = World.tallies(delivery);
        delivery.start();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads = IntStream.range(0, 16)
                .mapToObj(thread -> Thread.ofPlatform().start(() -> {
                    for (int count = 0; count < 300; count++) {
                        World.add(busy, "t" + thread + "-" + count)
                                .doOnError(failures::add)
                                .onErrorComplete()
                                .block(World.LIMIT);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        delivery.stop().block(World.LIMIT);
        assertThat(failures).isEmpty();
    }
}
