package dev.lorikeet.delivery;

import java.util.Optional;

import dev.lorikeet.trace.Step;
import dev.lorikeet.trace.Trace;

/** Whose trace goes on with a commit: a restart, or a poller that has none, does not end it. */
final class Causes {
    private Causes() {}

    /** Of what is announced: whoever commits now, else whoever wanted the work done. */
    static Optional<String> ofEvents(Optional<StoredDocument> stored, Optional<Step> step) {
        return step.map(Step::handOn).or(() -> stored.flatMap(StoredDocument::trace));
    }

    /**
     * Of the work that the next state wants. As long as it is one trace, its first step stays: looks at the same thing
     * belong beside each other, not each below the one before.
     */
    static Optional<String> ofWork(Optional<StoredDocument> stored, Optional<Step> step) {
        var before = stored.flatMap(StoredDocument::trace);
        return before.flatMap(Trace::parse)
                .filter(first -> step.isEmpty() || step.get().trace().id().equals(first.id()))
                .map(Trace::parent)
                .or(() -> step.map(Step::handOn));
    }
}
