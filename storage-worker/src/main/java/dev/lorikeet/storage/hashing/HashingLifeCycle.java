package dev.lorikeet.storage.hashing;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectHashed;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.hashing.Hashing.Announced;
import dev.lorikeet.storage.hashing.Hashing.Digested;
import dev.lorikeet.storage.hashing.Hashing.Ended;
import dev.lorikeet.storage.hashing.Hashing.None;
import dev.lorikeet.storage.hashing.Hashing.Waiting;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** An object never changes, so it is hashed once. */
final class HashingLifeCycle {
    private HashingLifeCycle() {}

    sealed interface Command {
        record Begin(LoraId lora, WorkspaceId workspace, StoredObject object, FileFormat format) implements Command {}

        record Keep(Digests digests) implements Command {}

        record Announce(List<LoraId> duplicates) implements Command {}

        /** Nobody wants to know any more. */
        record End() implements Command {}
    }

    enum Refusal {
        NOTHING_TO_HASH,
        NOT_HASHED_YET
    }

    private record Step(Hashing state, Command command) {}

    static Decision<Hashing, StorageEvent, Refusal> decide(Hashing state, Command command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Begin(var lora, var workspace, var object, var format)) ->
                accept(new Waiting(lora, workspace, object, format, now));
            case Step(None _, Command.Keep _) -> refuse(Refusal.NOTHING_TO_HASH);
            case Step(None _, Command.Announce _) -> refuse(Refusal.NOTHING_TO_HASH);
            case Step(None _, Command.End _) -> accept(new Ended());

            case Step(Waiting waiting, Command.Begin _) -> unchanged(waiting);
            case Step(Waiting(var lora, var workspace, var object, var _, var _), Command.Keep(var digests)) ->
                accept(new Digested(lora, workspace, object, digests, now));
            case Step(Waiting _, Command.Announce _) -> refuse(Refusal.NOT_HASHED_YET);
            case Step(Waiting _, Command.End _) -> accept(new Ended());

            case Step(Digested digested, Command.Begin _) -> unchanged(digested);
            case Step(Digested digested, Command.Keep _) -> unchanged(digested);
            case Step(Digested digested, Command.Announce(var duplicates)) -> announced(digested, duplicates);
            case Step(Digested _, Command.End _) -> accept(new Ended());

            case Step(Announced announced, Command.Begin _) -> unchanged(announced);
            case Step(Announced announced, Command.Keep _) -> unchanged(announced);
            case Step(Announced announced, Command.Announce _) -> unchanged(announced);
            case Step(Announced _, Command.End _) -> accept(new Ended());

            case Step(Ended ended, Command.Begin _) -> unchanged(ended);
            case Step(Ended ended, Command.Keep _) -> unchanged(ended);
            case Step(Ended ended, Command.Announce _) -> unchanged(ended);
            case Step(Ended ended, Command.End _) -> unchanged(ended);
        };
    }

    private static Decision<Hashing, StorageEvent, Refusal> announced(Digested digested, List<LoraId> duplicates) {
        var digests = digested.digests();
        return accept(
                new Announced(digested.lora(), digested.workspace(), digested.object(), digests, duplicates),
                new ObjectHashed(digested.lora(), digested.object(), digests.sha256(), digests.autoV3(),
                        duplicates.isEmpty() ? null : duplicates));
    }
}
