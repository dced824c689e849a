package dev.lorikeet.storage.removal;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.storage.removal.Removal.Due;
import dev.lorikeet.storage.removal.Removal.None;
import dev.lorikeet.storage.removal.Removal.Removed;
import org.jspecify.annotations.Nullable;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** A LoRA has one object in its life, and that is removed once. */
final class RemovalLifeCycle {
    private RemovalLifeCycle() {}

    sealed interface Command {
        record Ask(LoraId lora, ObjectKey key, @Nullable String uploadId) implements Command {}

        /** The bucket has neither the object nor an upload of it any more. */
        record Finish() implements Command {}
    }

    enum Refusal {
        /** Nobody said that the object may go. */
        NEVER_ASKED,
        OTHER_OBJECT
    }

    private record Step(Removal state, Command command) {}

    static Decision<Removal, StorageEvent, Refusal> decide(Removal state, Command command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Ask(var lora, var key, var uploadId)) ->
                accept(new Due(lora, key, uploadId, now));
            case Step(None _, Command.Finish _) -> refuse(Refusal.NEVER_ASKED);
            case Step(Due due, Command.Ask ask) -> repeated(due, due.key(), ask);
            case Step(Due due, Command.Finish _) ->
                accept(new Removed(due.lora(), due.key()), new ObjectRemoved(due.lora(), due.key()));
            case Step(Removed removed, Command.Ask ask) -> repeated(removed, removed.key(), ask);
            case Step(Removed removed, Command.Finish _) -> unchanged(removed);
        };
    }

    private static Decision<Removal, StorageEvent, Refusal> repeated(Removal state, ObjectKey key, Command.Ask ask) {
        return ask.key().equals(key) ? unchanged(state) : refuse(Refusal.OTHER_OBJECT);
    }
}
