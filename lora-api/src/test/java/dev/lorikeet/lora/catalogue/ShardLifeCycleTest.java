package dev.lorikeet.lora.catalogue;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ShardLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Shard COUNTED = new Shard.Counted(NOON, 4);

    @Test
    void plansOnce() {
        assertThat(ShardLifeCycle.plan(new Shard.None(), NOON)).isEqualTo(Decision.accept(new Shard.Counted(NOON, 0)));
        assertThat(ShardLifeCycle.plan(COUNTED, NOON.plusSeconds(9))).isEqualTo(Decision.unchanged(COUNTED));
    }

    @Test
    void announcesADigestAndPlansTheNext() {
        var digest = new CatalogueDigest(1, 64, 0, Fingerprint.NOTHING, NOON);
        assertThat(ShardLifeCycle.count(COUNTED, digest, Duration.ofMinutes(10)))
                .isEqualTo(Decision.accept(new Shard.Counted(NOON.plusSeconds(600), 4), digest));
    }

    @Test
    void repeatsOncePerCall() {
        var repeating = new Shard.Repeating("", NOON, NOON, 5);
        assertThat(ShardLifeCycle.repeat(COUNTED, 5, NOON)).isEqualTo(Decision.accept(repeating));
        assertThat(ShardLifeCycle.repeat(COUNTED, 4, NOON)).isEqualTo(Decision.unchanged(COUNTED));
        assertThat(ShardLifeCycle.repeat(repeating, 6, NOON)).isEqualTo(Decision.unchanged(repeating));
    }

    @Test
    void goesOnBehindTheLastOneAndEndsWithTheLast() {
        var repeating = new Shard.Repeating("a", NOON, NOON, 5);
        var later = NOON.plusSeconds(1);
        assertThat(ShardLifeCycle.repeated(repeating, "m", true, later))
                .isEqualTo(Decision.accept(new Shard.Repeating("m", later, NOON, 5)));
        assertThat(ShardLifeCycle.repeated(repeating, "z", false, later))
                .isEqualTo(Decision.accept(new Shard.Counted(NOON, 5)));
    }
}
