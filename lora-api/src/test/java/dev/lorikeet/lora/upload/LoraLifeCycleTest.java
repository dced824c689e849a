package dev.lorikeet.lora.upload;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LoraLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Lora.Identity IDENTITY = new Lora.Identity(new LoraId("a"), new WorkspaceId("demo"), "Rain",
            new ExpectedObject(new ObjectKey("loras/a"), "rain.safetensors", 100, null, null));
    private static final Lora UPLOADING = new Lora.Uploading(IDENTITY, NOON);
    private static final Lora VERIFYING = new Lora.Verifying(IDENTITY, NOON);
    private static final Reason REASON = new Reason("INCOMPLETE", "It is cut short.");

    @Test
    void knowsNothingOfALoraThatWasNeverStarted() {
        assertThat(refusal(new Lora.None(), new LoraCommand.Complete(), NOON)).isEqualTo(LoraRefusal.NOT_FOUND);
    }

    @Test
    void completesUntilTheTicketExpires() {
        assertThat(LoraLifeCycle.decide(UPLOADING, new LoraCommand.Complete(), NOON.minusMillis(1)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(UPLOADING, new LoraCommand.Complete(), NOON)).isEqualTo(LoraRefusal.TICKET_EXPIRED);
    }

    @Test
    void ignoresAVerdictOnAnObjectItNeverHad() {
        var strange = new LoraCommand.Refuse(new ObjectKey("loras/b"), REASON);
        assertThat(refusal(VERIFYING, strange, NOON)).isEqualTo(LoraRefusal.OTHER_OBJECT);
    }

    @Test
    void refusesToStartAnotherLoraUnderTheSameId() {
        var other = new Lora.Identity(IDENTITY.lora(), IDENTITY.workspace(), "Snow", IDENTITY.expected());
        assertThat(refusal(UPLOADING, new LoraCommand.Start(other, NOON), NOON)).isEqualTo(LoraRefusal.EXISTS_ALREADY);
    }

    @Test
    void sticksToItsFirstVerdict() {
        var rejected = new Lora.Rejected(IDENTITY, REASON, NOON);
        var again = new LoraCommand.Refuse(IDENTITY.expected().key(), new Reason("OTHER", "Something else."));
        assertThat(LoraLifeCycle.decide(rejected, again, NOON)).isEqualTo(Decision.unchanged(rejected));
    }

    private static LoraRefusal refusal(Lora state, LoraCommand command, Instant now) {
        return switch (LoraLifeCycle.decide(state, command, now)) {
            case Decision.Refused(var reason) -> reason;
            case Decision.Accepted(var next, var _) -> throw new AssertionError("accepted as " + next);
            case Decision.Unchanged(var same) -> throw new AssertionError("unchanged: " + same);
        };
    }
}
