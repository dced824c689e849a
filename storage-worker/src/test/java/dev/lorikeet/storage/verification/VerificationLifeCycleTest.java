package dev.lorikeet.storage.verification;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Command;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class VerificationLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LoraId LORA = new LoraId("a");
    private static final ExpectedObject EXPECTED = new ExpectedObject(new ObjectKey("loras/a"), "a.safetensors", 10,
            null, null);
    private static final Command BEGIN = new Command.Begin(LORA, EXPECTED);
    private static final Reason REASON = new Reason("INCOMPLETE", "It is cut short.");
    private static final Command DECIDE = new Command.Decide(new Verdict.Refused(REASON));
    private static final Command WITHDRAW = new Command.Withdraw();
    private static final Command FORSAKE = new Command.Forsake();
    private static final Verification WAITING = new Verification.Waiting(LORA, EXPECTED, NOON);
    private static final Verification DECIDED = new Verification.Decided(LORA, EXPECTED);

    @Test
    void waitsFromTheUploadOn() {
        assertThat(decide(new Verification.None(), BEGIN)).isEqualTo(Decision.accept(WAITING));
        assertThat(decide(WAITING, BEGIN)).isEqualTo(Decision.unchanged(WAITING));
    }

    @Test
    void announcesItsVerdictOnce() {
        assertThat(decide(WAITING, DECIDE)).isEqualTo(Decision.accept(DECIDED,
                new StorageEvent.ObjectRefused(LORA, EXPECTED.key(), REASON)));
        assertThat(decide(DECIDED, DECIDE)).isEqualTo(Decision.unchanged(DECIDED));
        assertThat(decide(DECIDED, BEGIN)).isEqualTo(Decision.unchanged(DECIDED));
    }

    @Test
    void announcesAnObjectThatIsNotThereAsMissing() {
        assertThat(decide(WAITING, new Command.Decide(new Verdict.Missing()))).isEqualTo(
                Decision.accept(DECIDED, new StorageEvent.ObjectMissing(LORA, EXPECTED.key())));
    }

    @Test
    void judgesNothingThatWasNotUploaded() {
        assertThat(decide(new Verification.None(), DECIDE)).isEqualTo(Decision.refuse(Refusal.NEVER_UPLOADED));
    }

    @Test
    void keepsSilentAboutAnObjectThatIsBeingRemoved() {
        var withdrawn = new Verification.Withdrawn();
        assertThat(decide(WAITING, WITHDRAW)).isEqualTo(Decision.accept(withdrawn));
        assertThat(decide(withdrawn, DECIDE)).isEqualTo(Decision.unchanged(withdrawn));
        assertThat(decide(withdrawn, BEGIN)).isEqualTo(Decision.unchanged(withdrawn));
        assertThat(decide(DECIDED, WITHDRAW)).isEqualTo(Decision.unchanged(DECIDED));
    }

    @Test
    void doesNotBeginAfterTheRemoval() {
        assertThat(decide(new Verification.None(), WITHDRAW)).isEqualTo(
                Decision.accept(new Verification.Withdrawn()));
    }

    /** The write that lora-api took for failed had been carried out. */
    @Test
    void givesUpNoUploadThatWasRecorded() {
        assertThat(decide(WAITING, FORSAKE)).isEqualTo(Decision.refuse(Refusal.UPLOADED));
        assertThat(decide(DECIDED, FORSAKE)).isEqualTo(Decision.refuse(Refusal.UPLOADED));
    }

    /** Its object may be on its way out, so a look at it could prove what is gone a moment later. */
    @Test
    void callsAnObjectMissingWhoseRecordTurnsUpTooLate() {
        var unsaved = new Verification.Unsaved();
        assertThat(decide(new Verification.None(), FORSAKE)).isEqualTo(Decision.accept(unsaved));
        assertThat(decide(unsaved, BEGIN)).isEqualTo(
                Decision.accept(DECIDED, new StorageEvent.ObjectMissing(LORA, EXPECTED.key())));
    }

    private static Decision<Verification, StorageEvent, Refusal> decide(Verification state, Command command) {
        return VerificationLifeCycle.decide(state, command, NOON);
    }
}
