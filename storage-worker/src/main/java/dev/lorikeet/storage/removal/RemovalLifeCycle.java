package dev.lorikeet.storage.removal;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.storage.removal.Removal.Due;
import dev.lorikeet.storage.removal.Removal.Gone;
import dev.lorikeet.storage.removal.Removal.None;
import dev.lorikeet.storage.removal.Removal.Removed;
import org.jspecify.annotations.Nullable;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** A LoRA has one object in its life, and that is announced as removed once. */
final class RemovalLifeCycle {
    private RemovalLifeCycle() {}

    sealed interface Command {
        record Ask(LoraId lora, ObjectKey key, @Nullable String uploadId) implements Command {}

        /** The bucket has neither the object nor an upload of it any more. */
        record Finish(Instant lookAgain) implements Command {}

        /** It still has neither, now that every URL has run out. */
        record Close() implements Command {}
    }

    enum Refusal {
        /** Nobody said that the object may go. */
        NEVER_ASKED,
        OTHER_OBJECT,
        /** The object has not been removed once. */
        TOO_EARLY
    }

    private record Step(Removal state, Command command) {}

    static Decision<Removal, StorageEvent, Refusal> decide(Removal state, Command command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Ask(var lora, var key, var uploadId)) ->
                accept(new Due(lora, key, uploadId, now));
            case Step(None _, Command.Finish _) -> refuse(Refusal.NEVER_ASKED);
            case Step(None _, Command.Close _) -> refuse(Refusal.NEVER_ASKED);

            case Step(Due due, Command.Ask ask) -> repeated(due, due.key(), ask);
            case Step(Due(var lora, var key, var uploadId, var _), Command.Finish(var lookAgain)) ->
                accept(new Removed(lora, key, uploadId, lookAgain), new ObjectRemoved(lora, key));
            case Step(Due _, Command.Close _) -> refuse(Refusal.TOO_EARLY);

            case Step(Removed removed, Command.Ask ask) -> repeated(removed, removed.key(), ask);
            case Step(Removed removed, Command.Finish _) -> unchanged(removed);
            case Step(Removed removed, Command.Close _) -> accept(new Gone(removed.lora(), removed.key()));

            case Step(Gone gone, Command.Ask ask) -> repeated(gone, gone.key(), ask);
            case Step(Gone gone, Command.Finish _) -> unchanged(gone);
            case Step(Gone gone, Command.Close _) -> unchanged(gone);
        };
    }

    private static Decision<Removal, StorageEvent, Refusal> repeated(Removal state, ObjectKey key, Command.Ask ask) {
        return ask.key().equals(key) ? unchanged(state) : refuse(Refusal.OTHER_OBJECT);
    }
}
