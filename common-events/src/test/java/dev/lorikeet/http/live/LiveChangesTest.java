package dev.lorikeet.http.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static dev.lorikeet.http.live.LiveInstance.FILM;
import static dev.lorikeet.http.live.LiveInstance.MUSIC;
import static dev.lorikeet.http.live.LiveInstance.updated;
import static org.assertj.core.api.Assertions.assertThat;

/** The live list on the twin of Kafka, in virtual time. */
final class LiveChangesTest {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final LiveSettings SETTINGS = new LiveSettings(Duration.ofMinutes(10), 50, 4, 3, 50,
            Duration.ofSeconds(15), Duration.ofSeconds(5));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> START.plusMillis(time.now(TimeUnit.MILLISECONDS));
    private final InMemoryEventLog log = new InMemoryEventLog(time, clock, DeliveryLimits.defaults().backOff());
    private final LiveInstance live = started();

    @Test
    void tellsOfWhatChangesInTheWorkspaceFromNowOn() {
        change("before");
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        change("a");
        log.append(updated(MUSIC, "elsewhere")).block(LIMIT);
        log.append(LiveInstance.record(new LoraEvent.LoraRestored(new LoraId("b"), FILM, new ObjectKey("key"))))
                .block(LIMIT);
        pass(A_MOMENT);
        log.append(LiveInstance.record(new LoraEvent.LoraDeleted(new LoraId("a"), FILM, new ObjectKey("key"), START)))
                .block(LIMIT);
        pass(A_MOMENT);
        assertThat(client.loras()).containsExactlyInAnyOrder("a", "+b", "-a").containsSubsequence("a", "-a");
    }

    @Test
    void givesAnIdBeforeAnythingChangesSoThatNothingIsLostWhenTheStreamBreaksEarly() {
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        client.leave();
        change("a");
        var again = live.watch(FILM, client.last());
        pass(A_MOMENT);
        assertThat(again.loras()).containsExactly("a");
    }

    @Test
    void goesOnAfterAnyIdThatItGave() {
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        List.of("a", "b", "c", "d").forEach(this::change);
        for (int told = 1; told <= 4; told++) {
            var again = live.watch(FILM, client.idOf(told - 1));
            pass(A_MOMENT);
            assertThat(again.loras()).isEqualTo(client.loras().subList(told, 4));
            again.leave();
        }
    }

    @Test
    void aFreshInstanceKnowsWhatHappenedBeforeItStarted() {
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        List.of("a", "b").forEach(this::change);
        var fresh = started();
        var again = fresh.watch(FILM, client.idOf(0));
        pass(A_MOMENT);
        change("c");
        assertThat(again.loras()).containsExactly("b", "c");
    }

    @Test
    void waitsUntilAnInstanceHasReadAsFarAsTheOneBefore() {
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        change("a");
        var late = LiveInstance.on(log, clock, time, SETTINGS);
        var again = late.watch(FILM, client.last());
        pass(Duration.ofSeconds(2));
        assertThat(again.all()).isEmpty();
        late.delivery().start();
        change("b");
        assertThat(again.loras()).containsExactly("b");
    }

    @Test
    void refusesForNowWhileItHasNothingToTell() {
        var late = LiveInstance.on(log, clock, time, SETTINGS);
        var refused = late.changes().since(FILM, null).collectList().toFuture();
        pass(Duration.ofSeconds(6));
        assertThat(refused).isCompletedExceptionally();
        assertThat(late.open()).isZero();
    }

    @Test
    void resetsAClientWhoseIdIsOlderThanWhatItRemembers() {
        var client = live.watch(MUSIC, null);
        pass(A_MOMENT);
        client.leave();
        for (int index = 0; index < 60; index++) {
            change("lora-" + index);
        }
        var again = live.watch(FILM, client.last());
        pass(A_MOMENT);
        change("new");
        assertThat(again.loras()).containsExactly("reset", "new");
    }

    @Test
    void resetsAClientWhoseIdMeansNothing() {
        for (var id : List.of("", "nonsense", "1.2", "0.0.-1", "9".repeat(600))) {
            var client = live.watch(FILM, new LastEventId(id));
            pass(A_MOMENT);
            assertThat(client.loras()).containsExactly("reset");
            client.leave();
        }
    }

    @Test
    void resetsAClientThatClaimsToHaveSeenTheFuture() {
        var client = live.watch(FILM, new LastEventId("zz.zz.zz"));
        pass(Duration.ofSeconds(4));
        assertThat(client.all()).isEmpty();
        pass(Duration.ofSeconds(2));
        change("a");
        assertThat(client.loras()).containsExactly("reset", "a");
    }

    @Test
    void resetsAClientThatMissedMoreThanItsBufferHolds() {
        var client = live.watch(FILM, null);
        pass(A_MOMENT);
        client.leave();
        List.of("a", "b", "c", "d", "e").forEach(this::change);
        var again = live.watch(FILM, client.last());
        pass(A_MOMENT);
        assertThat(again.loras()).containsExactly("reset");
    }

    @Test
    void aQuietStreamBeatsWithAnIdThatStaysYoung() {
        StepVerifier.withVirtualTime(() -> live.changes().since(FILM, null), () -> time, Long.MAX_VALUE)
                .thenAwait(A_MOMENT)
                .expectNextMatches(Change.Still.class::isInstance)
                .then(() -> log.append(updated(MUSIC, "elsewhere")).block(LIMIT))
                .expectNoEvent(Duration.ofSeconds(14))
                .thenAwait(Duration.ofSeconds(1))
                .expectNextMatches(change -> change instanceof Change.Still<String>(var id) && id.text().contains("1"))
                .thenAwait(Duration.ofSeconds(15))
                .expectNextMatches(Change.Still.class::isInstance)
                .thenCancel()
                .verify(LIMIT);
        assertThat(live.open()).isZero();
    }

    @Test
    void cutsOffASlowClientAndNobodyElse() {
        var taken = new ArrayList<Change<String>>();
        var slow = new Slow(taken);
        live.changes().since(FILM, null).subscribe(slow);
        var quick = live.watch(FILM, null);
        pass(A_MOMENT);
        List.of("a", "b", "c", "d", "e", "f", "g").forEach(this::change);
        assertThat(slow.isDisposed()).isTrue();
        assertThat(taken).singleElement().isInstanceOf(Change.Still.class);
        assertThat(quick.loras()).containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(live.open()).isOne();
        assertThat(live.meters().counter("lorikeet.live.slow").count()).isPositive();
    }

    @Test
    void refusesMoreStreamsThanItMayHaveAndTakesOneWhenAnotherLeaves() {
        var clients = List.of(live.watch(FILM, null), live.watch(FILM, null), live.watch(MUSIC, null));
        StepVerifier.create(live.changes().since(FILM, null))
                .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOfSatisfying(Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAfter()).isPositive()))
                .verify(LIMIT);
        clients.getFirst().leave();
        var next = live.watch(FILM, null);
        pass(A_MOMENT);
        assertThat(next.all()).isNotEmpty();
        assertThat(live.open()).isEqualTo(3);
    }

    @Test
    void endsEveryStreamWhenTheServiceStops() {
        var ending = live.changes().since(FILM, null).collectList().toFuture();
        pass(A_MOMENT);
        live.feeds().end();
        pass(A_MOMENT);
        assertThat(ending).isCompleted();
        assertThat(live.changes().since(FILM, null).collectList().toFuture()).isCompletedExceptionally();
    }

    /** Takes one and no more. */
    private static final class Slow extends BaseSubscriber<Change<String>> {
        private final List<Change<String>> taken;

        Slow(List<Change<String>> taken) {
            this.taken = taken;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(Change<String> change) {
            taken.add(change);
        }
    }

    private LiveInstance started() {
        var instance = LiveInstance.on(log, clock, time, SETTINGS);
        instance.delivery().start();
        pass(A_MOMENT);
        return instance;
    }

    private void change(String lora) {
        log.append(updated(FILM, lora)).block(LIMIT);
        pass(A_MOMENT);
    }

    private void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }
}
