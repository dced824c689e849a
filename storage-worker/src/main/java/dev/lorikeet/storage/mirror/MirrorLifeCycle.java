package dev.lorikeet.storage.mirror;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.storage.mirror.Mirror.Copied;
import dev.lorikeet.storage.mirror.Mirror.Gone;
import dev.lorikeet.storage.mirror.Mirror.None;
import dev.lorikeet.storage.mirror.Mirror.Refused;
import dev.lorikeet.storage.mirror.Mirror.Removed;
import dev.lorikeet.storage.mirror.Mirror.Unwanted;
import dev.lorikeet.storage.mirror.Mirror.Wanted;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** A copy may be wanted, lost and wanted again as often as may be; once its LoRA is gone it never comes back. */
final class MirrorLifeCycle {
    private MirrorLifeCycle() {}

    sealed interface Command {
        record Want(LoraId lora, StoredObject object, VolumePlace place) implements Command {}

        /** It was seen on the volume. */
        record Keep(Instant lookAgain) implements Command {}

        /** It was seen once more. */
        record Settle() implements Command {}

        record Lose() implements Command {}

        record Refuse(Reason reason) implements Command {}

        record Forsake() implements Command {}

        record Remove(Instant lookAgain) implements Command {}

        record Close() implements Command {}
    }

    enum Refusal {
        NOT_NOW
    }

    static Decision<Mirror, StorageEvent, Refusal> decide(Mirror state, Command command, Instant now) {
        return switch (state) {
            case None none -> ofNothing(none, command, now);
            case Wanted wanted -> ofAWanted(wanted, command, now);
            case Copied copied -> ofACopied(copied, command, now);
            case Refused refused -> ofARefused(refused, command, now);
            case Unwanted _,Removed _,Gone _ -> ofAnUnwanted(state, command);
        };
    }

    private static Decision<Mirror, StorageEvent, Refusal> ofNothing(None none, Command command, Instant now) {
        return switch (command) {
            case Command.Want want -> accept(new Wanted(want.lora(), want.object(), want.place(), now));
            case Command.Forsake _ -> unchanged(none);
            case Command.Keep _,Command.Settle _,Command.Lose _,Command.Refuse _,Command.Remove _,Command.Close _ ->
                refuse(Refusal.NOT_NOW);
        };
    }

    private static Decision<Mirror, StorageEvent, Refusal> ofAWanted(Wanted wanted, Command command, Instant now) {
        var lora = wanted.lora();
        var object = wanted.object();
        var place = wanted.place();
        return switch (command) {
            case Command.Want _ -> unchanged(wanted);
            case Command.Keep(var lookAgain) -> accept(new Copied(lora, object, place, now, lookAgain),
                    new ObjectMirrored(lora, object, place, now));
            case Command.Refuse(var reason) -> accept(new Refused(lora, object, place, reason),
                    new ObjectNotMirrored(lora, object.key(), place, reason));
            case Command.Forsake _ -> accept(new Unwanted(lora, place, now));
            case Command.Settle _,Command.Lose _,Command.Remove _,Command.Close _ -> refuse(Refusal.NOT_NOW);
        };
    }

    private static Decision<Mirror, StorageEvent, Refusal> ofACopied(Copied copied, Command command, Instant now) {
        var lora = copied.lora();
        var object = copied.object();
        var place = copied.place();
        return switch (command) {
            case Command.Want _ -> accept(new Wanted(lora, object, place, now));
            case Command.Keep _ -> unchanged(copied);
            case Command.Settle _ -> accept(new Copied(lora, object, place, now, null));
            case Command.Lose _ -> accept(new Wanted(lora, object, place, now),
                    new ObjectMirrorLost(lora, object.key(), place));
            case Command.Forsake _ -> accept(new Unwanted(lora, place, now));
            case Command.Refuse _,Command.Remove _,Command.Close _ -> refuse(Refusal.NOT_NOW);
        };
    }

    private static Decision<Mirror, StorageEvent, Refusal> ofARefused(Refused refused, Command command,
            Instant now) {
        return switch (command) {
            case Command.Want _ -> accept(new Wanted(refused.lora(), refused.object(), refused.place(), now));
            case Command.Refuse _ -> unchanged(refused);
            // What occupies the place is not ours to remove. Otherwise something may have been sent before the refusal.
            case Command.Forsake _ -> accept(refused.reason().code().equals(Reasons.OCCUPIED)
                    ? new Gone(refused.lora(), refused.place())
                    : new Unwanted(refused.lora(), refused.place(), now));
            case Command.Keep _,Command.Settle _,Command.Lose _,Command.Remove _,Command.Close _ ->
                refuse(Refusal.NOT_NOW);
        };
    }

    private static Decision<Mirror, StorageEvent, Refusal> ofAnUnwanted(Mirror state, Command command) {
        return switch (command) {
            case Command.Want(var lora, var object, var place) -> accept(state,
                    new ObjectNotMirrored(lora, object.key(), place, Reasons.LORA_REMOVED));
            case Command.Remove(var lookAgain) -> state instanceof Unwanted(var lora, var place, var _)
                    ? accept(new Removed(lora, place, lookAgain))
                    : unchanged(state);
            case Command.Close _ -> state instanceof Removed(var lora, var place, var _)
                    ? accept(new Gone(lora, place))
                    : unchanged(state);
            case Command.Forsake _,Command.Keep _,Command.Settle _,Command.Lose _,Command.Refuse _ ->
                unchanged(state);
        };
    }
}
