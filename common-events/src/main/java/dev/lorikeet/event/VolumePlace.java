package dev.lorikeet.event;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where a copy of a LoRA lies for the workers that have this volume.
 *
 * @param path from the root of the volume; only ever one content lies there
 */
public record VolumePlace(VolumeId volume, ObjectKey path) {
    private static final int DIGEST = 12;

    /** Names the copy of this LoRA at this place, and no other; short enough for a key, whatever the path. */
    public String copyOf(LoraId lora) {
        var digest = Sha256.of(path.value().getBytes(UTF_8)).value().substring(0, DIGEST);
        return lora.value() + "." + volume.value() + "." + digest;
    }
}
