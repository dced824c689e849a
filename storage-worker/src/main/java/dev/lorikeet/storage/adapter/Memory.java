package dev.lorikeet.storage.adapter;

import java.util.Comparator;
import java.util.Optional;

import dev.lorikeet.event.LoraFacts.MemoryEstimate;

/**
 * What a LoRA costs on the worker, by arithmetic alone: its factors as BF16 while they lie beside the model, and two
 * whole weights as F32 of its largest layer while it is merged into the model.
 */
final class Memory {
    private static final long BF16 = 2;
    private static final long F32 = 4;

    private Memory() {}

    /** Empty where no layer's size is known. */
    static Optional<MemoryEstimate> of(Modules modules) {
        long parameters = modules.layers().stream().mapToLong(Layer::parameters).reduce(0, Counts::sum);
        return modules.layers()
                .stream()
                .filter(layer -> layer.outline().weight() > 0)
                .max(Comparator.comparingLong(layer -> layer.outline().weight()))
                .map(largest -> new MemoryEstimate(Counts.product(BF16, parameters), Counts.sum(
                        Counts.product(2 * F32, largest.outline().weight()),
                        Counts.product(F32, largest.parameters()))));
    }
}
