package dev.lorikeet.storage.file;

import java.util.List;

/** One array of numbers, of which only the outline is ever read. */
public record Tensor(String name, DType dtype, List<Long> shape, long bytes) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    /** The readers have made sure that this does not overflow. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
