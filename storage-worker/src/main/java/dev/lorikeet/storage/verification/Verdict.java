package dev.lorikeet.storage.verification;

import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;

/** What a look at an object showed. */
sealed interface Verdict {
    record Proven(StoredObject object, LoraFacts facts) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}

    /** Gone, or never there, or replaced while we looked. */
    record Missing() implements Verdict {}
}
