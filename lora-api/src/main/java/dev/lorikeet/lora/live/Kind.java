package dev.lorikeet.lora.live;

import java.util.Optional;

import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;

/** What an event means to somebody who looks at the list. */
enum Kind {
    ADDED,
    CHANGED,
    REMOVED;

    static Optional<Kind> of(LoraEvent event) {
        return switch (event) {
            case LoraEvent.LoraUploadStarted _,LoraEvent.LoraRestored _ -> Optional.of(ADDED);
            case LoraEvent.LoraUploaded _,LoraEvent.LoraReady _,LoraEvent.LoraRejected _,LoraEvent.LoraUpdated _ ->
                Optional.of(CHANGED);
            case LoraEvent.LoraUploadAbandoned _,LoraEvent.LoraSaveFailed _,LoraEvent.LoraDeleted _ ->
                Optional.of(REMOVED);
            // It went out of sight when it was deleted.
            case LoraEvent.LoraDiscarded _ -> Optional.empty();
        };
    }

    Change change(LoraId lora, LastEventId id) {
        return switch (this) {
            case ADDED -> new Change.Added(lora, id);
            case CHANGED -> new Change.Changed(lora, id);
            case REMOVED -> new Change.Removed(lora, id);
        };
    }
}
