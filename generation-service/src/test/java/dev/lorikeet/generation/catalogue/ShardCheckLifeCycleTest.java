package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.generation.catalogue.ShardCheck.Heard;
import dev.lorikeet.generation.catalogue.ShardCheckLifeCycle.Own;
import dev.lorikeet.generation.catalogue.ShardCheckLifeCycle.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ShardCheckLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final CatalogueLimits LIMITS = new CatalogueLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), 3,
            Duration.ofDays(31), Duration.ofDays(6), Duration.ofHours(1), 200);
    private static final Own OURS = new Own(1, fingerprint("a"));

    private ShardCheck check = new ShardCheck.None();
    private long sequence;

    private static Fingerprint fingerprint(String digit) {
        return new Fingerprint(digit.repeat(32));
    }

    private Verdict round(String digit, boolean behind) {
        hear(digit, NOON);
        return compare(behind);
    }

    private void hear(String digit, Instant now) {
        check = next(ShardCheckLifeCycle.hear(check, new CatalogueDigest(1, 64, 1, fingerprint(digit), NOON),
                ++sequence, now, LIMITS));
    }

    private Verdict compare(boolean behind) {
        var heard = (Heard) check;
        var verdict = ShardCheckLifeCycle.verdict(heard, OURS, behind, LIMITS.mostMisses());
        var decision = ShardCheckLifeCycle.compare(check, heard, OURS, verdict, NOON.plusSeconds(10));
        assertThat(((Decision.Accepted<ShardCheck, DomainEvent, String>) decision).events()
                .stream()
                .anyMatch(CatalogueCopyDiffers.class::isInstance)).isEqualTo(verdict == Verdict.ASKED);
        check = next(decision);
        return verdict;
    }

    private static ShardCheck next(Decision<ShardCheck, DomainEvent, String> decision) {
        return switch (decision) {
            case Decision.Accepted<ShardCheck, DomainEvent, String>(var next, var _) -> next;
            case Decision.Unchanged<ShardCheck, DomainEvent, String>(var same) -> same;
            case Decision.Refused<ShardCheck, DomainEvent, String>(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void asksWhenTheSameWasSaidTwiceAndRebuildsWhenThatDidNotHelp() {
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
        assertThat(round("b", false)).isEqualTo(Verdict.ASKED);
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
        assertThat(round("b", false)).isEqualTo(Verdict.REBUILT);
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
    }

    @Test
    void waitsForAThirdTimeWhileTheLibraryChanges() {
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
        assertThat(round("c", false)).isEqualTo(Verdict.DIFFERED);
        assertThat(round("d", false)).isEqualTo(Verdict.ASKED);
    }

    @Test
    void forgetsItsSuspicionOnceTheyAgree() {
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
        assertThat(round("a", true)).isEqualTo(Verdict.AGREED);
        assertThat(round("b", false)).isEqualTo(Verdict.DIFFERED);
    }

    @Test
    void doesNotWaitForEverOnABusyTopic() {
        hear("b", NOON);
        for (int look = 0; look < 5; look++) {
            assertThat(compare(true)).isEqualTo(Verdict.WAITED);
        }
        assertThat(compare(true)).isEqualTo(Verdict.DIFFERED);
    }

    @Test
    void judgesNothingByADigestThatCameLateWhileItIsBehind() {
        hear("b", NOON.plus(Duration.ofMinutes(2)));
        for (int look = 0; look < 50; look++) {
            assertThat(compare(true)).isEqualTo(Verdict.WAITED);
        }
        assertThat(compare(false)).isEqualTo(Verdict.DIFFERED);
    }

    @Test
    void hearsAnOlderDigestNoMore() {
        hear("b", NOON);
        var heard = check;
        sequence = 0;
        hear("c", NOON);
        assertThat(check).isEqualTo(heard);
    }
}
