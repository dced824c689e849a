package dev.lorikeet.storage.sweep;

/** One thing that a sweep came across. */
sealed interface Finding {
    /** An object whose LoRA wants it, or that is too young to be judged. */
    record Claimed(long size) implements Finding {}

    /** An object that nobody has a claim to. */
    record Orphan(long size) implements Finding {}

    /** An object that could not be judged, or not be removed; the next sweep tries again. */
    record Stuck(long size) implements Finding {}

    /** An object of somebody else. */
    record Foreign(long size) implements Finding {}

    /** A multipart upload that nobody goes on with. */
    record Forgotten() implements Finding {}

    /** A proven object that is not there any more. */
    record Vanished() implements Finding {}
}
