package dev.lorikeet.storage.mirror;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumeId;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.storage.mirror.MirrorLifeCycle.Command;
import dev.lorikeet.storage.mirror.MirrorLifeCycle.Refusal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class MirrorLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LoraId LORA = new LoraId("a");
    private static final StoredObject OBJECT = new StoredObject(new ObjectKey("loras/a"), 10, new ETag("e"));
    private static final VolumePlace PLACE = new VolumePlace(new VolumeId("v"), new ObjectKey("loras/a-1.ckpt"));
    private static final Set<String> TAKEN = new HashSet<>();

    @Provide
    Arbitrary<List<Command>> walks() {
        return Arbitraries.<Command>of(new Command.Want(LORA, OBJECT, PLACE), new Command.Keep(NOON.plusSeconds(60)),
                new Command.Settle(), new Command.Lose(), new Command.Refuse(Reasons.SOURCE_CHANGED),
                new Command.Refuse(Reasons.occupied(PLACE)), new Command.Forsake(),
                new Command.Remove(NOON.plusSeconds(60)), new Command.Close()).list().ofMaxSize(20);
    }

    /** Whoever hears only the announcements knows what is there; and what is gone stays gone. */
    @Property(tries = 500)
    void announcesWhatBecameOfACopyAndNeverComesBack(@ForAll("walks") List<Command> walk) {
        Mirror state = new Mirror.None();
        boolean heardThere = false;
        for (int step = 0; step < walk.size(); step++) {
            var command = walk.get(step);
            boolean ended = isEnded(state);
            if (MirrorLifeCycle.decide(state, command,
                    NOON.plusSeconds(
                            step)) instanceof Decision.Accepted<Mirror, StorageEvent, Refusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(events).hasSizeLessThanOrEqualTo(1);
                for (var event : events) {
                    heardThere = event instanceof ObjectMirrored;
                    assertThat(event)
                            .isInstanceOfAny(ObjectMirrored.class, ObjectNotMirrored.class, ObjectMirrorLost.class);
                }
                assertThat(!ended || isEnded(next)).isTrue();
                state = next;
            }
            if (state instanceof Mirror.Copied) {
                assertThat(heardThere).isTrue();
            }
            if (state instanceof Mirror.Refused) {
                assertThat(heardThere).isFalse();
            }
        }
    }

    private static boolean isEnded(Mirror state) {
        return state instanceof Mirror.Unwanted || state instanceof Mirror.Removed || state instanceof Mirror.Gone;
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Want", "Wanted+Keep", "Wanted+Refuse", "Wanted+Forsake",
                "Copied+Want", "Copied+Settle", "Copied+Lose", "Copied+Forsake", "Refused+Want", "Refused+Forsake",
                "Unwanted+Want", "Unwanted+Remove", "Removed+Want", "Removed+Close", "Gone+Want");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
