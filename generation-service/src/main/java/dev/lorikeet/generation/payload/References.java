package dev.lorikeet.generation.payload;

import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Shipment.SignedLink;

/** What stands for a LoRA in the worker's own fields. */
record References(Worker worker, Shipment shipment) {
    /** Where RunPod mounts a network volume on a serverless worker. */
    private static final String MOUNT = "/runpod-volume/";

    String of(ChosenLora lora) {
        return switch (worker.reference()) {
            case URL -> link(lora, shipment).url().toString();
            case VOLUME_PATH -> MOUNT + worker.volumeRoot() + "/" + VolumeFile.nameOf(lora);
            case FILE_NAME -> VolumeFile.nameOf(lora);
        };
    }

    static SignedLink link(ChosenLora lora, Shipment shipment) {
        var link = shipment.loras().get(lora.lora());
        if (link == null) {
            throw new IllegalArgumentException("The shipment of " + shipment.job().value() + " has no address for "
                    + lora.lora().value());
        }
        return link;
    }
}
