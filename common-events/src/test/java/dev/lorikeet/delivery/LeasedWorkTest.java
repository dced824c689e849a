package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.event.LoraId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

final class LeasedWorkTest {
    private final World world = new World();
    private final List<String> log = new ArrayList<>();

    @Test
    void doesWorkWhenItIsDueAndNotBefore() {
        var tallies = instance("one", this::finish);
        World.add(tallies, "a", World.START.plusSeconds(30)).block(World.LIMIT);
        world.pass(Duration.ofSeconds(29));
        assertThat(log).isEmpty();
        world.pass(Duration.ofSeconds(2));
        assertThat(log).containsExactly("a try 1");
        world.pass(Duration.ofMinutes(10));
        assertThat(log).hasSize(1);
    }

    @Test
    void triesFailedWorkAgainAndWaitsLongerEachTime() {
        var tallies = instance("one", item -> {
            log.add("try " + item.attempt() + " after " + world.clock.instant()
                    .minusMillis(
                            World.START.toEpochMilli())
                    .getEpochSecond());
            return Mono.error(new Unavailable("S3 is away", Duration.ofSeconds(1)));
        });
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofSeconds(100));
        assertThat(log).startsWith("try 1 after 1", "try 2 after 2", "try 3 after 3", "try 4 after 4",
                "try 5 after 6", "try 6 after 10", "try 7 after 17", "try 8 after 30", "try 9 after 56");
    }

    @Test
    void givesTheWorkOfADeadInstanceToAnother() {
        var dying = instance("one", item -> {
            log.add("one claimed " + item.id());
            return Mono.never();
        });
        World.add(dying, "a", World.START).block(World.LIMIT);
        world.collection("tallies").moveDue("a", World.START, World.START.plusSeconds(60), true).block(World.LIMIT);
        instance("two", this::finish);
        world.pass(Duration.ofSeconds(58));
        assertThat(log).isEmpty();
        world.pass(Duration.ofSeconds(4));
        assertThat(log).hasSize(1);
    }

    @Test
    void keepsTheLeaseWhileTheWorkGoesOn() {
        var tallies = instance("one", item -> {
            log.add("one claimed " + item.id());
            return Mono.delay(Duration.ofMinutes(10), world.scheduler)
                    .then(World.add(World.tallies(world.service("lora-api", "x")), item.id()));
        });
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofSeconds(1));
        instance("two", this::finish);
        world.pass(Duration.ofMinutes(20));
        assertThat(log).containsExactly("one claimed a");
    }

    @Test
    void stopsWorkWhoseLeaseWasLost() {
        var cancelled = new ArrayList<String>();
        var tallies = instance("one", item -> Mono.never().doOnCancel(() -> cancelled.add(item.id())));
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofSeconds(1));
        var lease = world.collection("tallies").find("a").blockOptional(World.LIMIT).orElseThrow().dueAt();
        world.collection("tallies")
                .moveDue("a", lease.orElseThrow(), World.START.plusSeconds(900), true)
                .block(World.LIMIT);
        world.pass(Duration.ofSeconds(30));
        assertThat(cancelled).containsExactly("a");
    }

    /** As a worker that read the new state would take it for due, and settle what has only just begun. */
    @Test
    void leavesAloneWhatWasChangedBetweenItsClaimAndItsLook() {
        var later = World.START.plusSeconds(300);
        var changing = new World(documents -> new ForwardedDocuments(documents) {
            @Override
            public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
                var claim = super.moveDue(id, seen, next, counted);
                return seen.equals(World.START) ? claim.then(super.moveDue(id, next, later, false)) : claim;
            }
        });
        var delivery = changing.service("lora-api", "one");
        delivery.work(Tally.TYPE, this::finish);
        delivery.start();
        World.add(World.tallies(delivery), "a", World.START).block(World.LIMIT);
        changing.pass(Duration.ofSeconds(299));
        assertThat(log).isEmpty();
        changing.pass(Duration.ofSeconds(3));
        assertThat(log).startsWith("a try 2");
    }

    @Test
    void finishesWhatIsLeftToDoAfterItsCommit() {
        var tallies = instance("one", item -> finish(item)
                .then(Mono.delay(Duration.ofMinutes(5), world.scheduler))
                .doOnSuccess(_ -> log.add("and what follows")));
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofMinutes(6));
        assertThat(log).containsExactly("a try 1", "and what follows");
    }

    @Test
    void stopsWorkThatAnotherOneHasClaimedAlsoAfterSomebodyCommitted() {
        var cancelled = new ArrayList<String>();
        var tallies = instance("one", item -> Mono.never().doOnCancel(() -> cancelled.add(item.id())));
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofSeconds(1));
        var later = World.START.plusSeconds(900);
        World.add(tallies, "a", later).block(World.LIMIT);
        world.pass(Duration.ofMinutes(1));
        assertThat(cancelled).isEmpty();
        world.collection("tallies").moveDue("a", later, later.plusSeconds(60), true).block(World.LIMIT);
        world.pass(Duration.ofSeconds(30));
        assertThat(cancelled).containsExactly("a");
    }

    @Test
    void handsOverWhatItIsWorkingOnWhenItIsStopped() {
        var stopping = world.service("lora-api", "one");
        var tallies = World.tallies(stopping);
        stopping.work(Tally.TYPE, item -> {
            log.add("one claimed " + item.id());
            return Mono.never();
        });
        stopping.start();
        World.add(tallies, "a", World.START).block(World.LIMIT);
        world.pass(Duration.ofSeconds(30));
        var stopped = stopping.stop().toFuture();
        world.pass(Duration.ofSeconds(1));
        assertThat(stopped).isCompleted();
        instance("two", this::finish);
        world.pass(Duration.ofSeconds(2));
        assertThat(log).containsExactly("one claimed a", "a try 2");
    }

    @Test
    void worksOnNoMoreItemsAtOnceThanItsLimit() {
        var running = new ArrayList<String>();
        var tallies = instance("one", item -> {
            running.add(item.id());
            return Mono.never();
        });
        for (int index = 0; index < 20; index++) {
            World.add(tallies, "id" + index, World.START).block(World.LIMIT);
        }
        world.pass(Duration.ofSeconds(30));
        assertThat(running).hasSize(DeliveryLimits.defaults().work().parallel());
    }

    @Test
    void tellsHowMuchWaitsAndSinceWhen() {
        var tallies = instance("one", _ -> Mono.never());
        int parallel = DeliveryLimits.defaults().work().parallel();
        for (int index = 0; index < parallel + 3; index++) {
            World.add(tallies, "id" + index, World.START).block(World.LIMIT);
        }
        world.pass(Duration.ofSeconds(30));
        assertThat(backlog("lorikeet.work.backlog")).isEqualTo(3);
        assertThat(backlog("lorikeet.work.backlog.age")).isBetween(20.0, 30.0);
    }

    private double backlog(String gauge) {
        return world.meters.get(gauge).tag("collection", "tallies").gauge().value();
    }

    @Test
    void doesNotLetLongWorkHoldUpOtherWork() {
        var tallies = instance("one", item -> item.id().equals("slow") ? Mono.never() : finish(item));
        World.add(tallies, "slow", World.START).block(World.LIMIT);
        World.add(tallies, "quick", World.START.plusSeconds(5)).block(World.LIMIT);
        world.pass(Duration.ofMinutes(1));
        assertThat(log).containsExactly("quick try 1");
    }

    @Test
    void doesNotLetAStateItCannotReadStopOtherWork() {
        var tallies = instance("one", item -> Mono.delay(Duration.ofSeconds(5), world.scheduler)
                .then(Mono.defer(() -> finish(item).then())));
        world.collection("tallies")
                .write(new DocumentWrite("unreadable", 0, Map.of("status", "from the future"),
                        Map.of(), Optional.empty(), List.of(), "",
                        new DocumentWrite.Due.At(World.START, Optional.empty())))
                .block(World.LIMIT);
        World.add(tallies, "healthy", World.START).block(World.LIMIT);
        world.pass(Duration.ofMinutes(2));
        assertThat(log).containsExactly("healthy try 1");
    }

    private AggregateStore<Tally, String> instance(String name, Function<WorkItem<Tally>, Mono<?>> worker) {
        var delivery = world.service("lora-api", name);
        var tallies = World.tallies(delivery);
        delivery.work(Tally.TYPE, worker);
        delivery.start();
        return tallies;
    }

    private Mono<?> finish(WorkItem<Tally> item) {
        log.add(item.id() + " try " + item.attempt());
        AggregateStore<Tally, String> tallies = World.tallies(world.service("lora-api", "finisher"));
        return tallies.change(item.id(), tally -> Tally.add(tally, new LoraId(item.id()), null));
    }
}
