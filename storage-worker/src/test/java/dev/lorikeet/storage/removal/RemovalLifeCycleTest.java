package dev.lorikeet.storage.removal;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Command;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RemovalLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final LoraId LORA = new LoraId("a");
    private static final ObjectKey KEY = new ObjectKey("loras/a");
    private static final Command ASK = new Command.Ask(LORA, KEY, "upload-1");
    private static final Command FINISH = new Command.Finish(LATER);
    private static final Removal DUE = new Removal.Due(LORA, KEY, "upload-1", NOON);
    private static final Removal REMOVED = new Removal.Removed(LORA, KEY, "upload-1", LATER);

    @Test
    void isDueFromTheMomentItIsAskedFor() {
        assertThat(decide(new Removal.None(), ASK)).isEqualTo(Decision.accept(DUE));
        assertThat(decide(DUE, ASK)).isEqualTo(Decision.unchanged(DUE));
    }

    @Test
    void announcesOnceThatTheObjectIsGone() {
        assertThat(decide(DUE, FINISH)).isEqualTo(
                Decision.accept(REMOVED, new StorageEvent.ObjectRemoved(LORA, KEY)));
        assertThat(decide(REMOVED, FINISH)).isEqualTo(Decision.unchanged(REMOVED));
        assertThat(decide(REMOVED, ASK)).isEqualTo(Decision.unchanged(REMOVED));
    }

    /** An upload that was put together since has no id any more in what the record says. */
    @Test
    void knowsTheObjectByItsKeyAlone() {
        assertThat(decide(DUE, new Command.Ask(LORA, KEY, null))).isEqualTo(Decision.unchanged(DUE));
    }

    @Test
    void looksOnceMoreAndThenNeverAgain() {
        var close = new Command.Close();
        var gone = new Removal.Gone(LORA, KEY);
        assertThat(decide(REMOVED, close)).isEqualTo(Decision.accept(gone));
        assertThat(decide(gone, close)).isEqualTo(Decision.unchanged(gone));
        assertThat(decide(gone, FINISH)).isEqualTo(Decision.unchanged(gone));
        assertThat(decide(gone, ASK)).isEqualTo(Decision.unchanged(gone));
        assertThat(decide(DUE, close)).isEqualTo(Decision.refuse(Refusal.TOO_EARLY));
        assertThat(decide(new Removal.None(), close)).isEqualTo(Decision.refuse(Refusal.NEVER_ASKED));
    }

    @Test
    void removesNothingThatNobodyGaveUp() {
        assertThat(decide(new Removal.None(), FINISH)).isEqualTo(Decision.refuse(Refusal.NEVER_ASKED));
    }

    @Test
    void refusesASecondObjectOfTheSameLora() {
        var other = new Command.Ask(LORA, new ObjectKey("loras/b"), null);
        assertThat(decide(DUE, other)).isEqualTo(Decision.refuse(Refusal.OTHER_OBJECT));
        assertThat(decide(REMOVED, other)).isEqualTo(Decision.refuse(Refusal.OTHER_OBJECT));
    }

    private static Decision<Removal, StorageEvent, Refusal> decide(Removal state, Command command) {
        return RemovalLifeCycle.decide(state, command, NOON);
    }
}
