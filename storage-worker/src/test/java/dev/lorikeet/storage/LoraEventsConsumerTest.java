package dev.lorikeet.storage;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.Instances.LIMIT;
import static dev.lorikeet.storage.Instances.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of an object when something happens to its LoRA; on twins of the engines, in virtual time. */
final class LoraEventsConsumerTest {
    private static final LoraId LORA = new LoraId("a");
    private static final WorkspaceId DEMO = new WorkspaceId("demo");
    private static final ObjectKey KEY = new ObjectKey("loras/20260304/12/demo/a/a.safetensors");
    private static final ExpectedObject OBJECT = new ExpectedObject(KEY, "a.safetensors", 3, null, null);
    private static final StorageEvent REMOVED = new StorageEvent.ObjectRemoved(LORA, KEY);
    private static final LoraEvent UPLOADED = new LoraEvent.LoraUploaded(LORA, DEMO, OBJECT);
    private static final LoraEvent DISCARDED = new LoraEvent.LoraDiscarded(LORA, DEMO, KEY);
    private static final LoraEvent SAVE_FAILED = new LoraEvent.LoraSaveFailed(LORA, DEMO, OBJECT);

    private final Instances instances = new Instances();
    private final InMemoryObjectStore bucket = instances.bucket();

    @BeforeEach
    void start() {
        instances.start("one");
        bucket.put(KEY, new byte[]{1, 2, 3});
    }

    static Stream<LoraEvent> ends() {
        return Stream.of(DISCARDED, SAVE_FAILED,
                new LoraEvent.LoraUploadAbandoned(LORA, DEMO, OBJECT, LoraEvent.AbandonReason.EXPIRED),
                new LoraEvent.LoraRejected(LORA, DEMO, OBJECT, new Reason("INCOMPLETE", "It is cut short.")));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void removesTheObjectThatNobodyWillAskForAgain(LoraEvent end) {
        happens(end);
        happens(end);
        assertThat(isStored()).isFalse();
        assertThat(announced()).containsExactly(REMOVED);
    }

    static Stream<LoraEvent> stays() {
        var description = new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null);
        return Stream.of(new LoraEvent.LoraUploadStarted(LORA, DEMO, OBJECT, NOON),
                new LoraEvent.LoraUpdated(LORA, DEMO, description), new LoraEvent.LoraDeleted(LORA, DEMO, KEY, NOON),
                new LoraEvent.LoraRestored(LORA, DEMO, KEY));
    }

    /** However late it is by our own clock: only lora-api knows whether a ticket or an undo window has ended. */
    @ParameterizedTest
    @MethodSource("stays")
    void leavesAnObjectThatSomebodyMayStillAskFor(LoraEvent event) {
        happens(event);
        instances.pass(Duration.ofMinutes(10));
        assertThat(isStored()).isTrue();
        assertThat(announced()).isEmpty();
    }

    @Test
    void endsTheMultipartUploadOfAnAbandonedTicket() {
        var upload = bucket.begin(KEY);
        happens(new LoraEvent.LoraUploadAbandoned(LORA, DEMO,
                new ExpectedObject(KEY, "a.safetensors", 3, upload, null), LoraEvent.AbandonReason.CANCELLED));
        assertThat(bucket.isOpen(KEY, upload)).isFalse();
        assertThat(announced()).containsExactly(REMOVED);
    }

    @Test
    void saysThatAnObjectIsGoneWhenItIsAndNotBefore() {
        bucket.away(true);
        happens(DISCARDED);
        instances.pass(Duration.ofMinutes(10));
        assertThat(announced()).isEmpty();
        bucket.away(false);
        instances.pass(Duration.ofMinutes(1));
        assertThat(isStored()).isFalse();
        assertThat(announced()).containsExactly(REMOVED);
    }

    @Test
    void givesNoVerdictOnAnObjectThatIsBeingRemoved() {
        bucket.away(true);
        happens(UPLOADED);
        happens(DISCARDED);
        bucket.away(false);
        instances.pass(Duration.ofMinutes(10));
        assertThat(announced()).containsExactly(REMOVED);
    }

    @Test
    void leavesAnUploadThatWasRecordedAfterAll() {
        happens(UPLOADED);
        happens(SAVE_FAILED);
        assertThat(isStored()).isTrue();
        assertThat(announced()).singleElement().isInstanceOf(StorageEvent.ObjectRefused.class);
    }

    @Test
    void callsTheObjectMissingWhenTheRecordTurnsUpAfterItsRemoval() {
        happens(SAVE_FAILED);
        happens(UPLOADED);
        assertThat(announced()).containsExactly(REMOVED, new StorageEvent.ObjectMissing(LORA, KEY));
    }

    private void happens(LoraEvent event) {
        instances.happens(event);
    }

    private boolean isStored() {
        return bucket.describe(KEY).blockOptional(LIMIT).isPresent();
    }

    private List<StorageEvent> announced() {
        return instances.announced();
    }
}
