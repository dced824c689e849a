package dev.lorikeet.storage.verification;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StoredObject;
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
    private static final Verification EXPECTING = new Verification.Expected(LORA, EXPECTED, NOON);
    private static final Verification REFUTED = new Verification.Refuted(LORA, EXPECTED.key());
    private static final StoredObject OBJECT = new StoredObject(EXPECTED.key(), 10, new ETag("abc"));
    private static final Verification PROVEN = new Verification.Proven(LORA, OBJECT);
    private static final ObjectKey OTHER = new ObjectKey("loras/b");

    @Test
    void waitsFromTheUploadOn() {
        assertThat(decide(new Verification.None(), BEGIN)).isEqualTo(Decision.accept(WAITING));
        assertThat(decide(WAITING, BEGIN)).isEqualTo(Decision.unchanged(WAITING));
    }

    @Test
    void announcesItsVerdictOnce() {
        assertThat(decide(WAITING, DECIDE)).isEqualTo(Decision.accept(REFUTED,
                new StorageEvent.ObjectRefused(LORA, EXPECTED.key(), REASON)));
        assertThat(decide(REFUTED, DECIDE)).isEqualTo(Decision.unchanged(REFUTED));
        assertThat(decide(REFUTED, BEGIN)).isEqualTo(Decision.unchanged(REFUTED));
    }

    @Test
    void announcesAnObjectThatIsNotThereAsMissing() {
        assertThat(decide(WAITING, new Command.Decide(new Verdict.Missing()))).isEqualTo(
                Decision.accept(REFUTED, new StorageEvent.ObjectMissing(LORA, EXPECTED.key())));
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
        assertThat(decide(PROVEN, WITHDRAW)).isEqualTo(Decision.accept(withdrawn));
        assertThat(decide(REFUTED, WITHDRAW)).isEqualTo(Decision.accept(withdrawn));
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
        assertThat(decide(REFUTED, FORSAKE)).isEqualTo(Decision.refuse(Refusal.UPLOADED));
    }

    /** Its object may be on its way out, so a look at it could prove what is gone a moment later. */
    @Test
    void callsAnObjectMissingWhoseRecordTurnsUpTooLate() {
        var unsaved = new Verification.Unsaved();
        assertThat(decide(new Verification.None(), FORSAKE)).isEqualTo(Decision.accept(unsaved));
        assertThat(decide(unsaved, BEGIN)).isEqualTo(
                Decision.accept(REFUTED, new StorageEvent.ObjectMissing(LORA, EXPECTED.key())));
    }

    @Test
    void leavesAloneWhatSomebodyHasAClaimTo() {
        for (var state : List.of(EXPECTING, WAITING, PROVEN)) {
            assertThat(decide(state, disown(EXPECTED.key(), NOON))).isEqualTo(Decision.refuse(Refusal.CLAIMED));
            assertThat(decide(state, disown(OTHER, NOON))).isEqualTo(Decision.unchanged(state));
        }
    }

    @Test
    void givesUpItsClaimBeforeAnythingIsRemoved() {
        var unsaved = new Verification.Unsaved();
        var doubted = new Verification.Doubted(EXPECTED.key(), NOON);
        assertThat(decide(new Verification.None(), disown(EXPECTED.key(), NOON))).isEqualTo(Decision.accept(doubted));
        assertThat(decide(doubted, disown(EXPECTED.key(), NOON.minusSeconds(1)))).isEqualTo(
                Decision.refuse(Refusal.CLAIMED));
        assertThat(decide(doubted, disown(EXPECTED.key(), NOON))).isEqualTo(Decision.accept(unsaved));
        assertThat(decide(doubted, BEGIN)).isEqualTo(Decision.accept(WAITING));
        assertThat(decide(EXPECTING, disown(EXPECTED.key(), NOON.plusSeconds(1)))).isEqualTo(Decision.accept(unsaved));
        for (var state : List.of(REFUTED, unsaved, new Verification.Withdrawn())) {
            assertThat(decide(state, disown(EXPECTED.key(), NOON))).isEqualTo(Decision.unchanged(state));
        }
    }

    @Test
    void announcesTheLossOfAProvenObjectOnce() {
        var lose = new Command.Lose();
        var lost = new Verification.Lost(LORA, OBJECT);
        assertThat(decide(PROVEN, lose)).isEqualTo(
                Decision.accept(lost, new StorageEvent.ObjectMissing(LORA, EXPECTED.key())));
        assertThat(decide(lost, lose)).isEqualTo(Decision.unchanged(lost));
        assertThat(decide(REFUTED, lose)).isEqualTo(Decision.unchanged(REFUTED));
        assertThat(decide(WAITING, lose)).isEqualTo(Decision.refuse(Refusal.NOT_PROVEN));
        assertThat(decide(EXPECTING, lose)).isEqualTo(Decision.refuse(Refusal.NOT_PROVEN));
    }

    @Test
    void knowsATicketBeforeItsUpload() {
        assertThat(decide(new Verification.None(), new Command.Expect(LORA, EXPECTED, NOON))).isEqualTo(
                Decision.accept(EXPECTING));
        assertThat(decide(EXPECTING, BEGIN)).isEqualTo(Decision.accept(WAITING));
        assertThat(decide(WAITING, new Command.Expect(LORA, EXPECTED, NOON))).isEqualTo(Decision.unchanged(WAITING));
    }

    private static Command disown(ObjectKey key, Instant before) {
        return new Command.Disown(key, before);
    }

    private static Decision<Verification, StorageEvent, Refusal> decide(Verification state, Command command) {
        return VerificationLifeCycle.decide(state, command, NOON);
    }
}
