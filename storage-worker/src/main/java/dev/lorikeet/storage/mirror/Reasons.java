package dev.lorikeet.storage.mirror;

import dev.lorikeet.event.Reason;
import dev.lorikeet.event.VolumePlace;

/** Why there is no copy, in words that end up in front of the person whose job needs it. */
final class Reasons {
    static final String OCCUPIED = "OCCUPIED";
    private static final int LONGEST_PATH = 500;

    static final Reason LORA_REMOVED = new Reason("LORA_REMOVED", "The LoRA was deleted.");
    static final Reason SOURCE_CHANGED = new Reason("SOURCE_CHANGED",
            "The file is gone from the bucket, or is not the one that was proven. Please upload it again.");

    private Reasons() {}

    static Reason unknown(VolumePlace place) {
        var volume = place.volume().value();
        return new Reason("VOLUME_UNKNOWN",
                "The network volume " + volume + " is not configured. An operator has to set"
                        + " lorikeet.mirror.volumes." + volume + " for storage-worker.");
    }

    static Reason occupied(VolumePlace place) {
        var path = place.path().value();
        return new Reason(OCCUPIED, "Another file lies where the copy should be on the network volume "
                + place.volume().value() + ". Nothing is overwritten: an operator has to remove "
                + path.substring(0, Math.min(path.length(), LONGEST_PATH)) + " there.");
    }
}
