package dev.lorikeet.lora.account;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.lifecycle.Lora;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The account of a workspace while people and storage-worker do anything at any time through several instances, and
 * whatever may fail fails. {@code AccountWorld} looks after every write that nothing takes more room than there is. A
 * failure prints its seed; {@code @Property(seed = "...")} brings it back.
 */
final class AccountProperties {
    private static final Set<String> SEEN = new HashSet<>();
    private static long fullest;

    @Property(tries = 200)
    void neverExceedsTheQuotaAndComesOutRightInTheEnd(@ForAll long seed,
            @ForAll @DoubleRange(max = 0.15) double faults, @ForAll @IntRange(min = 1, max = 3) int instances) {
        var world = new AccountWorld(seed, faults, instances);
        var life = new RandomLife(world);
        for (int step = 0; step < 60; step++) {
            life.step();
            world.scheduler.advanceTimeBy(life.pause());
        }
        world.calm();
        life.comeToRest();
        var account = world.account();
        var loras = world.loras().values();
        assertThat(loras).noneMatch(lora -> lora instanceof Lora.Uploading || lora instanceof Lora.Verifying
                || lora instanceof Lora.Discarded);
        assertThat(account.reserved()).isEmpty();
        assertThat(account.isClosing()).isFalse();
        assertThat(account.usedBytes()).isEqualTo(loras.stream().mapToLong(AccountWorld::used).sum());
        assertThat(account.loraCount()).isEqualTo(loras.stream().filter(lora -> AccountWorld.used(lora) > 0).count());
        loras.forEach(lora -> SEEN.add(lora.getClass().getSimpleName()));
        fullest = Math.max(fullest, world.most());
    }

    /** Many at once, and a window that is nearly full: the room is given once. */
    @Property(tries = 100)
    void givesTheLastRoomOnce(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int requests) {
        var world = new AccountWorld(seed, 0, 3);
        var life = new RandomLife(world);
        for (int request = 0; request < requests; request++) {
            life.ask(60, null);
        }
        world.scheduler.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(world.loras().values()).hasSizeLessThanOrEqualTo(1);
    }

    @Property(tries = 100)
    void makesOneLoraAndOneReservationOfEqualRequestsWithOneKey(@ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int requests, @ForAll @DoubleRange(max = 0.1) double faults) {
        var world = new AccountWorld(seed, faults, 3);
        var life = new RandomLife(world);
        Set<LoraId> answers = new HashSet<>();
        for (int request = 0; request < requests; request++) {
            life.askUntilAnswered(30, "one key", answers);
        }
        world.scheduler.advanceTimeBy(Duration.ofSeconds(60));
        world.calm();
        world.scheduler.advanceTimeBy(Duration.ofMinutes(3));
        assertThat(world.loras()).hasSize(1);
        assertThat(answers).isSubsetOf(world.loras().keySet());
        assertThat(world.account().reserved()).hasSizeLessThanOrEqualTo(1);
        assertThat(world.account().usedBytes()).isZero();
    }

    @Property(tries = 100)
    void refusesAnotherRequestWithTheSameKey(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        var world = new AccountWorld(seed, 0, 2);
        world.calm();
        var life = new RandomLife(world);
        life.ask(41, "one key");
        world.scheduler.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(life.refusalOf(size, "one key")).isEqualTo("KEY_REUSED");
        assertThat(life.refusalOf(41, "one key")).isEqualTo("none");
        assertThat(world.loras()).hasSize(1);
        assertThat(world.account().reservedBytes()).isEqualTo(41);
    }

    /** A life in which nothing happens would prove nothing. */
    @AfterContainer
    static void everythingHappened() {
        assertThat(SEEN).contains("Ready", "Missing", "Rejected", "Abandoned", "Deleted");
        assertThat(fullest).isGreaterThan(AccountWorld.QUOTA * 8 / 10);
    }
}
