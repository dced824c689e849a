package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LeasesTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private final World world = new World();
    private final Leases one = new Leases(world.collection("leases"), "one", LENGTH, world.clock);
    private final Leases two = new Leases(world.collection("leases"), "two", LENGTH, world.clock);

    @Test
    void givesALeaseToOneInstanceAtATime() {
        assertThat(take(one)).isPresent();
        assertThat(take(two)).isEmpty();
    }

    @Test
    void keepsTheEpochWhileTheHolderProlongs() {
        take(one);
        world.pass(Duration.ofSeconds(5));
        assertThat(take(one)).hasValueSatisfying(lease -> {
            assertThat(lease.epoch()).isEqualTo(1);
            assertThat(lease.until()).isEqualTo(World.START.plusSeconds(15));
        });
    }

    @Test
    void givesAnEndedLeaseToAnotherInstanceUnderANewEpoch() {
        take(one);
        world.pass(LENGTH);
        assertThat(take(two)).hasValueSatisfying(lease -> assertThat(lease.epoch()).isEqualTo(2));
        assertThat(take(one)).isEmpty();
    }

    @Test
    void freesALeaseThatIsReleased() {
        one.release(take(one).orElseThrow()).block(World.LIMIT);
        assertThat(take(two)).isPresent();
    }

    @Test
    void doesNotReleaseALeaseThatSomebodyElseHasByNow() {
        var lost = take(one).orElseThrow();
        world.pass(LENGTH);
        take(two);
        one.release(lost).block(World.LIMIT);
        assertThat(take(one)).isEmpty();
    }

    private static Optional<Leases.Lease> take(Leases leases) {
        return leases.take("relay").blockOptional(World.LIMIT);
    }
}
