package dev.lorikeet.lora.link;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.link.Import.Fetching;
import dev.lorikeet.lora.link.ImportLifeCycle.Command.Begin;
import dev.lorikeet.lora.link.ImportLifeCycle.Command.Falter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ImportLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final ImportLimits LIMITS = ImportLimitsTest.bound(Map.of("lorikeet.import.tries", "3"));
    private static final Begin BEGIN = new Begin(new LoraId("a"), new WorkspaceId("demo"),
            URI.create("https://a.org/a.ckpt?token=secret"), new LinkedFile("a.ckpt", 100, "\"a\""));

    @Test
    void beginsAtOnceAndOnlyOnce() {
        var begun = begun();
        assertThat(begun.due()).isEqualTo(NOON);
        assertThat(ImportLifeCycle.decide(begun, BEGIN, LIMITS, NOON.plusSeconds(9)))
                .isEqualTo(Decision.unchanged(begun));
        assertThat(ImportLifeCycle.decide(new Import.None(), new Falter(true), LIMITS, NOON))
                .isEqualTo(Decision.refuse(ImportLifeCycle.Refusal.NOTHING_TO_FETCH));
    }

    @Test
    void waitsLongerAfterEachFailureAndBeginsAnewOncePartsArrive() {
        var once = faltered(begun(), false);
        var twice = faltered(once, false);
        assertThat(once.due()).isEqualTo(NOON.plusSeconds(2));
        assertThat(twice.due()).isEqualTo(NOON.plusSeconds(4));
        assertThat(faltered(twice, true).due()).isEqualTo(NOON.plusSeconds(2));
        assertThat(LIMITS.after(90)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void isHopelessAfterAsManyFailuresInARow() {
        var twice = faltered(faltered(begun(), false), false);
        assertThat(ImportLifeCycle.isHopeless(begun(), false, LIMITS)).isFalse();
        assertThat(ImportLifeCycle.isHopeless(twice, false, LIMITS)).isTrue();
        assertThat(ImportLifeCycle.isHopeless(twice, true, LIMITS)).isFalse();
    }

    @Test
    void endsInTimeToSayWhyBeforeItsTicketDoes() {
        assertThat(ImportLifeCycle.deadline(begun(), NOON.plus(Duration.ofHours(24)), LIMITS))
                .isEqualTo(NOON.plus(Duration.ofHours(6)));
        assertThat(ImportLifeCycle.deadline(begun(), NOON.plus(Duration.ofHours(1)), LIMITS))
                .isEqualTo(NOON.plus(Duration.ofMinutes(59)));
    }

    @Test
    void tellsNobodyItsAddress() {
        assertThat(begun().toString()).doesNotContain("secret");
    }

    private static Fetching begun() {
        return next(new Import.None(), BEGIN);
    }

    private static Fetching faltered(Fetching before, boolean progressed) {
        return next(before, new Falter(progressed));
    }

    private static Fetching next(Import state, ImportLifeCycle.Command command) {
        return switch (ImportLifeCycle.decide(state, command, LIMITS, NOON)) {
            case Decision.Accepted(Fetching fetching, var _) -> fetching;
            case Decision.Accepted(Import other, var _) -> throw new AssertionError("became " + other);
            case Decision.Unchanged(var same) -> throw new AssertionError("stayed " + same);
            case Decision.Refused(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }
}
