package dev.lorikeet.storage.verification;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.verification.Verification.Doubted;
import dev.lorikeet.storage.verification.Verification.Expected;
import dev.lorikeet.storage.verification.Verification.Lost;
import dev.lorikeet.storage.verification.Verification.None;
import dev.lorikeet.storage.verification.Verification.Proven;
import dev.lorikeet.storage.verification.Verification.Refuted;
import dev.lorikeet.storage.verification.Verification.Unsaved;
import dev.lorikeet.storage.verification.Verification.Waiting;
import dev.lorikeet.storage.verification.Verification.Withdrawn;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** An object is judged once, and one that is being removed is not judged at all. */
final class VerificationLifeCycle {
    private VerificationLifeCycle() {}

    sealed interface Command {
        record Expect(LoraId lora, ExpectedObject object, Instant until) implements Command {}

        record Begin(LoraId lora, ExpectedObject expected) implements Command {}

        record Decide(Verdict verdict) implements Command {}

        /** The object is going to be removed, and its record knows. */
        record Withdraw() implements Command {}

        /** The object is going to be removed, unless the upload was recorded. */
        record Forsake() implements Command {}

        /**
         * There is such an object in the bucket, and it is going to be removed unless somebody has a claim to it.
         *
         * @param closed a ticket that ran out by then is no claim any more, and who was doubted before then has had time
         */
        record Disown(ObjectKey key, Instant closed) implements Command {}

        /** The proven object is not there any more. */
        record Lose() implements Command {}
    }

    enum Refusal {
        NEVER_UPLOADED,
        /** The record is there, so its object has to stay. */
        UPLOADED,
        CLAIMED,
        /** It may come yet, or has just come. */
        NOT_PROVEN
    }

    static Decision<Verification, StorageEvent, Refusal> decide(Verification state, Command command, Instant now) {
        return switch (state) {
            case None _ -> none(command, now);
            case Expected expected -> expected(expected, command, now);
            case Waiting waiting -> waiting(waiting, command);
            case Proven proven -> proven(proven, command);
            case Lost lost -> lost(lost, command, now);
            case Doubted doubted -> doubted(doubted, command, now);
            case Refuted refuted -> refuted(refuted, command);
            case Unsaved unsaved -> unsaved(unsaved, command);
            case Withdrawn withdrawn -> unchanged(withdrawn);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> none(Command command, Instant now) {
        return switch (command) {
            case Command.Expect(var lora, var object, var until) -> accept(new Expected(lora, object, until));
            case Command.Begin(var lora, var expected) -> accept(new Waiting(lora, expected, now));
            case Command.Decide _ -> refuse(Refusal.NEVER_UPLOADED);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> accept(new Unsaved());
            case Command.Disown(var key, var _) -> accept(new Doubted(key, now));
            case Command.Lose _ -> refuse(Refusal.NOT_PROVEN);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> doubted(Doubted doubted, Command command,
            Instant now) {
        return switch (command) {
            case Command.Expect(var lora, var object, var until) -> accept(new Expected(lora, object, until));
            case Command.Begin(var lora, var expected) -> accept(new Waiting(lora, expected, now));
            case Command.Decide _ -> refuse(Refusal.NEVER_UPLOADED);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> accept(new Unsaved());
            case Command.Disown(var key, var _) when !key.equals(doubted.key()) -> accept(new Doubted(key, now));
            case Command.Disown(var _, var closed) ->
                doubted.since().isAfter(closed) ? refuse(Refusal.CLAIMED) : accept(new Unsaved());
            case Command.Lose _ -> refuse(Refusal.NOT_PROVEN);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> lost(Lost lost, Command command, Instant now) {
        return switch (command) {
            case Command.Expect _,Command.Begin _,Command.Decide _,Command.Lose _ -> unchanged(lost);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> refuse(Refusal.UPLOADED);
            case Command.Disown(var key, var _) -> key.equals(lost.object().key())
                    ? accept(new Waiting(lost.lora(), again(lost.object()), now))
                    : unchanged(lost);
        };
    }

    /** Its key says what it was called, and its size was proven. */
    private static ExpectedObject again(StoredObject object) {
        var path = object.key().value();
        return new ExpectedObject(object.key(), path.substring(path.lastIndexOf('/') + 1), object.size(), null, null);
    }

    private static Decision<Verification, StorageEvent, Refusal> expected(Expected state, Command command,
            Instant now) {
        return switch (command) {
            case Command.Expect _ -> unchanged(state);
            case Command.Begin(var lora, var expected) -> accept(new Waiting(lora, expected, now));
            case Command.Decide _ -> refuse(Refusal.NEVER_UPLOADED);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> accept(new Unsaved());
            case Command.Disown(var key, var _) when !key.equals(state.object().key()) -> unchanged(state);
            case Command.Disown(var _, var closed) ->
                state.until().isBefore(closed) ? accept(new Unsaved()) : refuse(Refusal.CLAIMED);
            case Command.Lose _ -> refuse(Refusal.NOT_PROVEN);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> waiting(Waiting waiting, Command command) {
        return switch (command) {
            case Command.Expect _,Command.Begin _ -> unchanged(waiting);
            case Command.Decide(var verdict) -> decided(waiting.lora(), waiting.expected(), verdict);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> refuse(Refusal.UPLOADED);
            case Command.Disown(var key, var _) ->
                key.equals(waiting.expected().key()) ? refuse(Refusal.CLAIMED) : unchanged(waiting);
            case Command.Lose _ -> refuse(Refusal.NOT_PROVEN);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> proven(Proven proven, Command command) {
        return switch (command) {
            case Command.Expect _,Command.Begin _,Command.Decide _ -> unchanged(proven);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> refuse(Refusal.UPLOADED);
            case Command.Disown(var key, var _) ->
                key.equals(proven.object().key()) ? refuse(Refusal.CLAIMED) : unchanged(proven);
            case Command.Lose _ -> accept(new Lost(proven.lora(), proven.object()),
                    new ObjectMissing(proven.lora(), proven.object().key()));
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> refuted(Refuted refuted, Command command) {
        return switch (command) {
            case Command.Expect _,Command.Begin _,Command.Decide _,Command.Disown _,Command.Lose _ ->
                unchanged(refuted);
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Forsake _ -> refuse(Refusal.UPLOADED);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> unsaved(Unsaved unsaved, Command command) {
        return switch (command) {
            case Command.Begin(var lora, var expected) -> decided(lora, expected, new Verdict.Missing());
            case Command.Withdraw _ -> accept(new Withdrawn());
            case Command.Decide _ -> refuse(Refusal.NEVER_UPLOADED);
            case Command.Lose _ -> refuse(Refusal.NOT_PROVEN);
            case Command.Expect _,Command.Forsake _,Command.Disown _ -> unchanged(unsaved);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> decided(LoraId lora, ExpectedObject expected,
            Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proven(var object, var facts) ->
                accept(new Proven(lora, object), new ObjectVerified(lora, object, facts));
            case Verdict.Refused(var reason) -> accept(new Refuted(lora, expected.key()),
                    new ObjectRefused(lora, expected.key(), reason));
            case Verdict.Missing() -> accept(new Refuted(lora, expected.key()),
                    new ObjectMissing(lora, expected.key()));
        };
    }
}
