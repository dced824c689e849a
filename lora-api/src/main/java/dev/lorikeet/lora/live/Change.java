package dev.lorikeet.lora.live;

import dev.lorikeet.event.LoraId;

/** What a client is told. With the id it can go on from there, on any instance. */
public sealed interface Change {
    LastEventId id();

    record Added(LoraId lora, LastEventId id) implements Change {}

    record Changed(LoraId lora, LastEventId id) implements Change {}

    record Removed(LoraId lora, LastEventId id) implements Change {}

    /** What came after the client's last id is no longer known here: it has to load its list again. */
    record Reset(LastEventId id) implements Change {}

    /** Nothing changed up to here. Comes first and as a heartbeat, so that a quiet client's id does not grow old. */
    record Still(LastEventId id) implements Change {}
}
