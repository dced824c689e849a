package dev.lorikeet.storage.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.sweep.Sweep.Planned;
import dev.lorikeet.storage.sweep.SweepLifeCycle.Command;
import dev.lorikeet.storage.sweep.SweepLifeCycle.Refusal;
import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SweepLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant NEXT = NOON.plus(Duration.ofHours(1));
    private static final Instant TOMORROW = NOON.plus(Duration.ofHours(24));
    private static final Instant EVENING = NOON.plus(Duration.ofHours(7));
    private static final SweepLimits LIMITS = Settings.of("lorikeet.sweep", SweepLimits.class, Map.of());
    private static final Sweep NONE = new Sweep.None();
    private static final Command PLAN = new Command.Plan();

    @Test
    void beginsWithTheWholeBucketAtOnce() {
        var planned = new Planned(NOON, NOON, null);
        assertThat(decide(NONE, PLAN)).isEqualTo(Decision.accept(planned));
        assertThat(decide(planned, PLAN)).isEqualTo(Decision.unchanged(planned));
    }

    @Test
    void plansTheNextWithTheReportOfTheLast() {
        var recent = report(false, false);
        assertThat(decide(planned(EVENING), new Command.Report(recent))).isEqualTo(
                Decision.accept(new Planned(NEXT, EVENING, recent)));
    }

    @Test
    void looksAtTheWholeBucketOnceADay() {
        var whole = report(false, true);
        assertThat(decide(planned(NOON), new Command.Report(whole))).isEqualTo(
                Decision.accept(new Planned(NEXT, TOMORROW, whole)));
    }

    /** Otherwise an installation that only ever counts would look at the whole bucket every hour. */
    @Test
    void countsADryRunAsALookAtTheWholeBucket() {
        var dry = report(true, true);
        assertThat(decide(planned(NOON), new Command.Report(dry))).isEqualTo(
                Decision.accept(new Planned(NEXT, NOON.plus(Duration.ofDays(1)), dry)));
    }

    @Test
    void triesAgainSoonAfterItWasNoTimeToSweep() {
        var refused = report(false, true).refused("The listing is old.");
        assertThat(decide(planned(NOON), new Command.Report(refused))).isEqualTo(
                Decision.accept(new Planned(NOON.plus(Duration.ofMinutes(5)), NOON, refused)));
    }

    @Test
    void keepsNoReportOfASweepThatNobodyPlanned() {
        assertThat(decide(NONE, new Command.Report(report(false, true)))).isEqualTo(
                Decision.refuse(Refusal.NOT_PLANNED));
    }

    private static SweepReport report(boolean dryRun, boolean whole) {
        return SweepReport.empty(NOON, dryRun, whole);
    }

    private static Sweep planned(Instant wholeAt) {
        return new Planned(NOON, wholeAt, null);
    }

    private static Decision<Sweep, StorageEvent, Refusal> decide(Sweep state, Command command) {
        return SweepLifeCycle.decide(state, command, LIMITS, NOON);
    }
}
