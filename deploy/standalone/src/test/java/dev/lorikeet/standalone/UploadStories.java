package dev.lorikeet.standalone;

import java.util.Set;

import dev.lorikeet.standalone.Story.Step;
import dev.lorikeet.standalone.Story.Told;

/** What may have become of a LoRA, from what its client sent and was told. */
final class UploadStories {
    private UploadStories() {}

    /** The states in which it may be when all has come to rest and every ticket has run out. */
    static Set<String> endings(Story story) {
        if (story.was(Step.ABANDON, Told.YES)) {
            return Set.of("abandoned");
        }
        if (!story.touched(Step.COMPLETE)) {
            return Set.of("abandoned");
        }
        var verdict = story.isSound() ? "ready" : "rejected";
        if (!story.was(Step.COMPLETE, Told.YES)) {
            return Set.of(verdict, "abandoned");
        }
        if (!story.touched(Step.DELETE) || story.was(Step.RESTORE, Told.YES)) {
            return Set.of(verdict);
        }
        boolean isOpen = !story.was(Step.DELETE, Told.YES)
                || (story.touched(Step.RESTORE) && !story.was(Step.RESTORE, Told.NO));
        return isOpen ? Set.of(verdict, "deleted") : Set.of("deleted");
    }

    /** Refusals that no client deserves who does everything in the right order. */
    static boolean wasRefused(Story story) {
        return story.was(Step.TICKET, Told.NO) || story.was(Step.PUT, Told.NO) || story.was(Step.COMPLETE, Told.NO);
    }
}
