package dev.lorikeet.storage.verification;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.storage.verification.Verification.Decided;
import dev.lorikeet.storage.verification.Verification.None;
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
        record Begin(LoraId lora, ExpectedObject expected) implements Command {}

        record Decide(Verdict verdict) implements Command {}

        /** The object is going to be removed, and its record knows. */
        record Withdraw() implements Command {}

        /** The object is going to be removed, unless the upload was recorded. */
        record Forsake() implements Command {}
    }

    enum Refusal {
        NEVER_UPLOADED,
        /** The record is there, so its object has to stay. */
        UPLOADED
    }

    private record Step(Verification state, Command command) {}

    static Decision<Verification, StorageEvent, Refusal> decide(Verification state, Command command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Begin(var lora, var expected)) -> accept(new Waiting(lora, expected, now));
            case Step(None _, Command.Decide _) -> refuse(Refusal.NEVER_UPLOADED);
            case Step(None _, Command.Withdraw _) -> accept(new Withdrawn());
            case Step(None _, Command.Forsake _) -> accept(new Unsaved());

            case Step(Waiting waiting, Command.Begin _) -> unchanged(waiting);
            case Step(Waiting(var lora, var expected, var _), Command.Decide(var verdict)) ->
                decided(lora, expected, verdict);
            case Step(Waiting _, Command.Withdraw _) -> accept(new Withdrawn());
            case Step(Waiting _, Command.Forsake _) -> refuse(Refusal.UPLOADED);

            case Step(Decided decided, Command.Begin _) -> unchanged(decided);
            case Step(Decided decided, Command.Decide _) -> unchanged(decided);
            case Step(Decided decided, Command.Withdraw _) -> unchanged(decided);
            case Step(Decided _, Command.Forsake _) -> refuse(Refusal.UPLOADED);

            case Step(Unsaved _, Command.Begin(var lora, var expected)) ->
                decided(lora, expected, new Verdict.Missing());
            case Step(Unsaved _, Command.Decide _) -> refuse(Refusal.NEVER_UPLOADED);
            case Step(Unsaved _, Command.Withdraw _) -> accept(new Withdrawn());
            case Step(Unsaved unsaved, Command.Forsake _) -> unchanged(unsaved);

            case Step(Withdrawn withdrawn, Command.Begin _) -> unchanged(withdrawn);
            case Step(Withdrawn withdrawn, Command.Decide _) -> unchanged(withdrawn);
            case Step(Withdrawn withdrawn, Command.Withdraw _) -> unchanged(withdrawn);
            case Step(Withdrawn withdrawn, Command.Forsake _) -> unchanged(withdrawn);
        };
    }

    private static Decision<Verification, StorageEvent, Refusal> decided(LoraId lora, ExpectedObject expected,
            Verdict verdict) {
        return accept(new Decided(lora, expected), switch (verdict) {
            case Verdict.Proven(var object, var facts) -> new ObjectVerified(lora, object, facts);
            case Verdict.Refused(var reason) -> new ObjectRefused(lora, expected.key(), reason);
            case Verdict.Missing() -> new ObjectMissing(lora, expected.key());
        });
    }
}
