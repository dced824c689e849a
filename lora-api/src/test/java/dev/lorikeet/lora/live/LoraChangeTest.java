package dev.lorikeet.lora.live;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LoraChangeTest {
    private static final LoraId LORA = new LoraId("a");
    private static final WorkspaceId FILM = new WorkspaceId("film");
    private static final ObjectKey KEY = new ObjectKey("key");
    private static final ExpectedObject OBJECT = new ExpectedObject(KEY, "a.safetensors", 1, null, null);

    @Test
    void showsWhatIsNewOrBack() {
        assertChange(new LoraChange.Added(LORA), new LoraEvent.LoraUploadStarted(LORA, FILM, OBJECT, Instant.EPOCH),
                new LoraEvent.LoraRestored(LORA, FILM, KEY));
    }

    @Test
    void showsWhatIsDifferent() {
        assertChange(new LoraChange.Changed(LORA), new LoraEvent.LoraUploaded(LORA, FILM, OBJECT),
                new LoraEvent.LoraRejected(LORA, FILM, OBJECT, new Reason("CODE", "Because.")));
    }

    @Test
    void hidesWhatIsGone() {
        assertChange(new LoraChange.Removed(LORA), new LoraEvent.LoraUploadAbandoned(LORA, FILM, OBJECT,
                LoraEvent.AbandonReason.CANCELLED), new LoraEvent.LoraSaveFailed(LORA, FILM, OBJECT),
                new LoraEvent.LoraDeleted(LORA, FILM, KEY, Instant.EPOCH));
    }

    private static void assertChange(LoraChange change, LoraEvent... events) {
        assertThat(List.of(events)).allSatisfy(event -> assertThat(LoraChange.of(event)).hasValue(change));
    }
}
