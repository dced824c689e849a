package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import org.junit.jupiter.api.Test;

import static dev.lorikeet.lora.lifecycle.LoraSamples.IDENTITY;
import static dev.lorikeet.lora.lifecycle.LoraSamples.NOON;
import static dev.lorikeet.lora.lifecycle.LoraSamples.RAIN;
import static dev.lorikeet.lora.lifecycle.LoraSamples.ready;
import static org.assertj.core.api.Assertions.assertThat;

final class LoraLifeCycleTest {
    private static final Lora UPLOADING = new Lora.Uploading(IDENTITY, RAIN, 100, NOON);
    private static final Lora VERIFYING = new Lora.Verifying(IDENTITY, RAIN, NOON);
    private static final Reason REASON = new Reason("INCOMPLETE", "It is cut short.");

    @Test
    void knowsNothingOfALoraThatWasNeverStarted() {
        assertThat(refusal(new Lora.None(), new LoraCommand.Complete(), NOON)).isEqualTo(LoraRefusal.NOT_FOUND);
    }

    /** What was reserved for it may belong to another one by then. */
    @Test
    void issuesNoTicketLongAfterItWasAskedFor() {
        var start = new LoraCommand.Start(IDENTITY, RAIN, 100, NOON.plusSeconds(3600));
        assertThat(refusal(new Lora.None(), start, NOON.plus(Loras.START_WITHIN)))
                .isEqualTo(LoraRefusal.TICKET_EXPIRED);
    }

    @Test
    void completesUntilTheTicketExpires() {
        assertThat(LoraLifeCycle.decide(UPLOADING, new LoraCommand.Complete(), NOON.minusMillis(1)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(UPLOADING, new LoraCommand.Complete(), NOON)).isEqualTo(LoraRefusal.TICKET_EXPIRED);
    }

    @Test
    void announcesHowMuchWasReallyStreamed() {
        var decision = LoraLifeCycle.decide(UPLOADING, new LoraCommand.CompleteStreamed(60), NOON.minusMillis(1));
        var accepted = (Decision.Accepted<Lora, ?, LoraRefusal>) decision;
        assertThat(((LoraUploaded) accepted.events().getFirst()).object().size()).isEqualTo(60);
    }

    @Test
    void ignoresAVerdictOnAnObjectItNeverHad() {
        var strange = new LoraCommand.Refuse(new ObjectKey("loras/b"), REASON);
        assertThat(refusal(VERIFYING, strange, NOON)).isEqualTo(LoraRefusal.OTHER_OBJECT);
    }

    @Test
    void answersARepeatedRequestWithWhatTheFirstOneMade() {
        var asked = requested("ab");
        var uploading = new Lora.Uploading(asked, RAIN, 100, NOON);
        var again = new LoraCommand.Start(asked, RAIN, 100, NOON.plusSeconds(1));
        assertThat(LoraLifeCycle.decide(uploading, again, NOON)).isEqualTo(Decision.unchanged(uploading));
        var other = new LoraCommand.Start(requested("cd"), RAIN, 100, NOON);
        assertThat(refusal(uploading, other, NOON)).isEqualTo(LoraRefusal.EXISTS_ALREADY);
    }

    /** Whoever reads the list must see why it did not come. */
    @Test
    void staysWithItsReasonWhenItsBytesCannotBeHad() {
        var failed = (Lora.Rejected) accepted(UPLOADING, new LoraCommand.Fail(REASON));
        assertThat(failed.reason()).isEqualTo(REASON);
        assertThat(refusal(VERIFYING, new LoraCommand.Fail(REASON), NOON)).isEqualTo(LoraRefusal.WRONG_STATE);
    }

    @Test
    void sticksToItsFirstVerdict() {
        var rejected = new Lora.Rejected(IDENTITY, RAIN, REASON, NOON, NOON);
        var again = new LoraCommand.Refuse(IDENTITY.expected().key(), new Reason("OTHER", "Something else."));
        assertThat(LoraLifeCycle.decide(rejected, again, NOON)).isEqualTo(Decision.unchanged(rejected));
    }

    /** Parts cannot be compared with the digest of the whole when they arrive. */
    @Test
    void takesOutAFileThatIsNotTheOneThatWasDeclared() {
        var declared = new Lora.Identity(IDENTITY.lora(), IDENTITY.workspace(), "kim", NOON,
                new ExpectedObject(LoraSamples.KEY, "rain.safetensors", 100, "upload-1", new Sha256("ab".repeat(32))),
                null);
        var ready = new Lora.Ready(declared, ready().description(), ready().proof(), ready().usage(), NOON, NOON, 0);
        var other = new LoraCommand.Hash(LoraSamples.OBJECT, new Sha256("cd".repeat(32)));
        var missing = (Lora.Missing) accepted(ready, other);
        assertThat(missing.reason().code()).isEqualTo("SHA256_MISMATCH");
        var repeated = new LoraCommand.Prove(LoraSamples.OBJECT, LoraSamples.facts());
        assertThat(LoraLifeCycle.decide(missing, repeated, NOON)).isEqualTo(Decision.unchanged(missing));
        var same = new LoraCommand.Hash(LoraSamples.OBJECT, new Sha256("ab".repeat(32)));
        assertThat(accepted(ready, same)).isInstanceOf(Lora.Ready.class);
    }

    private static Lora accepted(Lora state, LoraCommand command) {
        return ((Decision.Accepted<Lora, ?, LoraRefusal>) LoraLifeCycle.decide(state, command, NOON)).next();
    }

    @Test
    void letsNobodyOverwriteWhatTheyHaveNotSeen() {
        var change = new DescriptionChange("Snow", null, null, null, null, null);
        assertThat(refusal(ready(), new LoraCommand.Describe(change, 7L), NOON))
                .isEqualTo(LoraRefusal.CHANGED_MEANWHILE);
        assertThat(LoraLifeCycle.decide(ready(), new LoraCommand.Describe(change, 1L), NOON))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void countsNoUseAsAnEdit() {
        var used = ready().with(new Usage(1, NOON, List.of(), List.of()));
        assertThat(used.edition()).isEqualTo(ready().edition());
    }

    @Test
    void comesBackAsItWasUntilTheTimeToUndoIsOver() {
        var deleting = new Lora.Deleting(ready(), NOON, NOON.plusSeconds(60));
        assertThat(LoraLifeCycle.decide(deleting, new LoraCommand.Restore(), NOON.minusMillis(1)))
                .isInstanceOfSatisfying(Decision.Accepted.class,
                        accepted -> assertThat(accepted.next()).isEqualTo(ready()));
        assertThat(refusal(deleting, new LoraCommand.Restore(), NOON)).isEqualTo(LoraRefusal.UNDO_OVER);
        assertThat(refusal(deleting, new LoraCommand.Discard(), NOON.minusMillis(1))).isEqualTo(LoraRefusal.NOT_DUE);
    }

    @Test
    void waitsWithItsObjectForTheVideosThatNeedItButNotForEver() {
        var asked = accepted(ready(), new LoraCommand.Use(new GenerationId("g1"), NOON));
        var deleted = accepted(asked, new LoraCommand.Delete(NOON, NOON.plusSeconds(60)));
        var late = accepted(deleted, new LoraCommand.Use(new GenerationId("g2"), NOON));
        var one = accepted(late, new LoraCommand.Spare(new GenerationId("g1")));
        assertThat(refusal(one, new LoraCommand.Restore(), NOON)).isEqualTo(LoraRefusal.UNDO_OVER);
        assertThat(refusal(one, new LoraCommand.Discard(), NOON.plusSeconds(59))).isEqualTo(LoraRefusal.NOT_DUE);
        assertThat(LoraLifeCycle.decide(one, new LoraCommand.Discard(), NOON.plusSeconds(60)))
                .isInstanceOf(Decision.Accepted.class);
        var none = accepted(one, new LoraCommand.Spare(new GenerationId("g2")));
        assertThat(accepted(none, new LoraCommand.Discard())).isInstanceOf(Lora.Discarded.class);
    }

    @Test
    void keepsTheOwnersWordsAndTakesTheFilesWhereThereAreNone() {
        var said = new LoraDescription("Rain", "Mine.", List.of(), List.of("rain"), 1.0, null);
        var verifying = new Lora.Verifying(IDENTITY, said, NOON);
        var decision = LoraLifeCycle.decide(verifying,
                new LoraCommand.Prove(LoraSamples.OBJECT, LoraSamples.facts()), NOON);
        var next = (Lora.Ready) ((Decision.Accepted<Lora, ?, LoraRefusal>) decision).next();
        assertThat(next.description()).isEqualTo(said);
    }

    private static Lora.Identity requested(String digest) {
        return new Lora.Identity(IDENTITY.lora(), IDENTITY.workspace(), "kim", NOON,
                new ExpectedObject(LoraSamples.KEY, "rain.safetensors", 100, null, null),
                new Sha256(digest.repeat(32)));
    }

    private static LoraRefusal refusal(Lora state, LoraCommand command, Instant now) {
        return switch (LoraLifeCycle.decide(state, command, now)) {
            case Decision.Refused(var reason) -> reason;
            case Decision.Accepted(var next, var _) -> throw new AssertionError("accepted as " + next);
            case Decision.Unchanged(var same) -> throw new AssertionError("unchanged: " + same);
        };
    }
}
