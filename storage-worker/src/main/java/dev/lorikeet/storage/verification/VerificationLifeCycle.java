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
import dev.lorikeet.storage.verification.Verification.Waiting;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** An object is judged once. */
final class VerificationLifeCycle {
    private VerificationLifeCycle() {}

    sealed interface Command {
        record Begin(LoraId lora, ExpectedObject expected) implements Command {}

        record Decide(Verdict verdict) implements Command {}
    }

    enum Refusal {
        NEVER_UPLOADED
    }

    private record Step(Verification state, Command command) {}

    static Decision<Verification, StorageEvent, Refusal> decide(Verification state, Command command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Begin(var lora, var expected)) -> accept(new Waiting(lora, expected, now));
            case Step(None _, Command.Decide _) -> refuse(Refusal.NEVER_UPLOADED);
            case Step(Waiting waiting, Command.Begin _) -> unchanged(waiting);
            case Step(Waiting waiting, Command.Decide(var verdict)) ->
                accept(new Decided(waiting.lora(), waiting.expected()), announcement(waiting, verdict));
            case Step(Decided decided, Command.Begin _) -> unchanged(decided);
            case Step(Decided decided, Command.Decide _) -> unchanged(decided);
        };
    }

    private static StorageEvent announcement(Waiting waiting, Verdict verdict) {
        var key = waiting.expected().key();
        return switch (verdict) {
            case Verdict.Proven(var object, var facts) -> new ObjectVerified(waiting.lora(), object, facts);
            case Verdict.Refused(var reason) -> new ObjectRefused(waiting.lora(), key, reason);
            case Verdict.Missing() -> new ObjectMissing(waiting.lora(), key);
        };
    }
}
