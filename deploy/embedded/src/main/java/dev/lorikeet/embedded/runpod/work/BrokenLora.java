package dev.lorikeet.embedded.runpod.work;

/** Why a LoRA cannot be used, as a worker would say it. */
final class BrokenLora extends Exception {
    BrokenLora(LoraFile lora, String reason) {
        super("Failed to load LoRA '" + lora.adapterName() + "': " + reason);
    }
}
