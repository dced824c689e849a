package dev.lorikeet.lora.live;

import java.util.Optional;

import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.http.live.Feed;
import dev.lorikeet.http.live.Feed.News;

/** What an event means to somebody who looks at the list. */
public sealed interface LoraChange {
    Feed<LoraEvent, LoraChange> FEED = new Feed<>(Topic.LORA_EVENTS, LoraEvent.class,
            event -> of(event).map(change -> new News<>(event.workspace(), change)));

    LoraId lora();

    record Added(LoraId lora) implements LoraChange {}

    record Changed(LoraId lora) implements LoraChange {}

    record Removed(LoraId lora) implements LoraChange {}

    static Optional<LoraChange> of(LoraEvent event) {
        return switch (event) {
            case LoraEvent.LoraUploadStarted _,LoraEvent.LoraRestored _ -> Optional.of(new Added(event.lora()));
            case LoraEvent.LoraUploaded _,LoraEvent.LoraReady _,LoraEvent.LoraRejected _,LoraEvent.LoraUpdated _ ->
                Optional.of(new Changed(event.lora()));
            case LoraEvent.LoraUploadAbandoned _,LoraEvent.LoraSaveFailed _,LoraEvent.LoraDeleted _ ->
                Optional.of(new Removed(event.lora()));
            // It went out of sight when it was deleted.
            case LoraEvent.LoraDiscarded _ -> Optional.empty();
        };
    }
}
