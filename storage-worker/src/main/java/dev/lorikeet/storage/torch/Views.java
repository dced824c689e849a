package dev.lorikeet.storage.torch;

import java.util.List;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.Storage;
import dev.lorikeet.storage.torch.Value.View;

/** Proves that a tensor lies inside of its storage, and that there is as much of it as it says. */
final class Views {
    private Views() {}

    static View within(Storage storage, DType dtype, long offset, List<Long> shape, List<Long> strides) {
        if (shape.size() != strides.size()) {
            throw Calls.unfit("it gives a tensor " + shape.size() + " sizes and " + strides.size() + " steps");
        }
        if (offset < 0 || isNegative(shape) || isNegative(strides)) {
            throw outside(storage);
        }
        try {
            long width = dtype.bits() / Byte.SIZE;
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            long end = Math.addExact(offset, elements == 0 ? 0 : reach(shape, strides));
            // One that repeats its numbers would be larger in memory than the file it comes from.
            if (end > storage.bytes() / width || elements > storage.bytes() / width) {
                throw outside(storage);
            }
            return new View(dtype, shape, elements * width);
        } catch (ArithmeticException overflow) {
            throw new Unfit(FileFault.VALIDATION_OVERFLOW,
                    "A tensor in this .ckpt file claims to have more numbers than can be counted.");
        }
    }

    private static boolean isNegative(List<Long> numbers) {
        return numbers.stream().anyMatch(number -> number < 0);
    }

    /** How far its last number is from its first, and one. */
    private static long reach(List<Long> shape, List<Long> strides) {
        long reach = 1;
        for (int i = 0; i < shape.size(); i++) {
            reach = Math.addExact(reach, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return reach;
    }

    private static Unfit outside(Storage storage) {
        return new Unfit(FileFault.TENSOR_OUT_OF_STORAGE,
                "A tensor in this .ckpt file does not fit into its storage " + storage.key() + ".");
    }
}
