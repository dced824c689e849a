package dev.lorikeet.storage.hashing;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Command;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HashingLifeCycleTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LoraId LORA = new LoraId("a");
    private static final LoraId OTHER = new LoraId("b");
    private static final WorkspaceId DEMO = new WorkspaceId("demo");
    private static final StoredObject OBJECT = new StoredObject(new ObjectKey("loras/a"), 10, new ETag("abc"));
    private static final Digests DIGESTS = new Digests(new Sha256("ab".repeat(32)), new Sha256("cd".repeat(32)));
    private static final Command BEGIN = new Command.Begin(LORA, DEMO, OBJECT, FileFormat.SAFETENSORS);
    private static final Command KEEP = new Command.Keep(DIGESTS);
    private static final Command ANNOUNCE = new Command.Announce(List.of(OTHER));
    private static final Command END = new Command.End();
    private static final Hashing NONE = new Hashing.None();
    private static final Hashing WAITING = new Hashing.Waiting(LORA, DEMO, OBJECT, FileFormat.SAFETENSORS, NOON);
    private static final Hashing DIGESTED = new Hashing.Digested(LORA, DEMO, OBJECT, DIGESTS, NOON);
    private static final Hashing ANNOUNCED = new Hashing.Announced(LORA, DEMO, OBJECT, DIGESTS, List.of(OTHER));
    private static final Hashing ENDED = new Hashing.Ended();

    @Test
    void waitsFromTheMomentTheLoraIsReady() {
        assertThat(decide(NONE, BEGIN)).isEqualTo(Decision.accept(WAITING));
    }

    @Test
    void hashesAnObjectOnce() {
        for (var state : List.of(WAITING, DIGESTED, ANNOUNCED)) {
            assertThat(decide(state, BEGIN)).isEqualTo(Decision.unchanged(state));
        }
        assertThat(decide(DIGESTED, KEEP)).isEqualTo(Decision.unchanged(DIGESTED));
        assertThat(decide(ANNOUNCED, KEEP)).isEqualTo(Decision.unchanged(ANNOUNCED));
    }

    /** Others have to be able to find the digest before anybody looks for theirs. */
    @Test
    void keepsTheDigestsBeforeItAnnouncesThem() {
        assertThat(decide(WAITING, KEEP)).isEqualTo(Decision.accept(DIGESTED));
        assertThat(decide(WAITING, ANNOUNCE)).isEqualTo(Decision.refuse(Refusal.NOT_HASHED_YET));
    }

    @Test
    void announcesTheDigestsOnce() {
        assertThat(decide(DIGESTED, ANNOUNCE)).isEqualTo(Decision.accept(ANNOUNCED,
                new StorageEvent.ObjectHashed(LORA, OBJECT, DIGESTS.sha256(), DIGESTS.autoV3(), List.of(OTHER))));
        assertThat(decide(ANNOUNCED, ANNOUNCE)).isEqualTo(Decision.unchanged(ANNOUNCED));
    }

    @Test
    void saysNothingOfDuplicatesWhereThereAreNone() {
        assertThat(decide(DIGESTED, new Command.Announce(List.of()))).isEqualTo(Decision.accept(
                new Hashing.Announced(LORA, DEMO, OBJECT, DIGESTS, List.of()),
                new StorageEvent.ObjectHashed(LORA, OBJECT, DIGESTS.sha256(), DIGESTS.autoV3(), null)));
    }

    @Test
    void endsSilentlyWhenTheObjectGoes() {
        for (var state : List.of(NONE, WAITING, DIGESTED, ANNOUNCED)) {
            assertThat(decide(state, END)).isEqualTo(Decision.accept(ENDED));
        }
        for (var command : List.of(BEGIN, KEEP, ANNOUNCE, END)) {
            assertThat(decide(ENDED, command)).isEqualTo(Decision.unchanged(ENDED));
        }
    }

    @Test
    void hashesNothingThatIsNotReady() {
        assertThat(decide(NONE, KEEP)).isEqualTo(Decision.refuse(Refusal.NOTHING_TO_HASH));
        assertThat(decide(NONE, ANNOUNCE)).isEqualTo(Decision.refuse(Refusal.NOTHING_TO_HASH));
    }

    private static Decision<Hashing, StorageEvent, Refusal> decide(Hashing state, Command command) {
        return HashingLifeCycle.decide(state, command, NOON);
    }
}
