package dev.lorikeet.storage.safetensors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.Unfit;

/**
 * Whether what a header lists is what the file holds: every tensor as long as its type and shape say, one behind the
 * other, without a hole, from the end of the header to the end of the file. Nothing can hide where nothing is left over.
 */
final class Layout {
    private static final Comparator<Slot> BY_PLACE = Comparator.comparing(Slot::begin, Long::compareUnsigned)
            .thenComparing(Slot::end, Long::compareUnsigned);

    private Layout() {}

    /** Gives the tensors in the order of their bytes. */
    static List<Tensor> check(List<Slot> slots, long dataFrom, long fileSize) {
        var tensors = new ArrayList<Tensor>(slots.size());
        long end = 0;
        for (var slot : slots.stream().sorted(BY_PLACE).toList()) {
            tensors.add(tensor(slot, end));
            end = slot.end();
        }
        checkEnd(end, dataFrom, fileSize);
        if (tensors.isEmpty()) {
            throw new Unfit(FileFault.NO_TENSORS, "This .safetensors file holds no tensors.");
        }
        return tensors;
    }

    private static Tensor tensor(Slot slot, long previousEnd) {
        if (slot.begin() != previousEnd || Long.compareUnsigned(slot.end(), slot.begin()) < 0) {
            throw unfit(FileFault.INVALID_OFFSET, slot, "does not begin where the one before it ends");
        }
        long bits = times(elements(slot), slot.dtype().bits(), slot);
        if (bits % Byte.SIZE != 0) {
            throw unfit(FileFault.MISALIGNED, slot, "ends in the middle of a byte");
        }
        long bytes = bits >>> 3;
        if (slot.end() - slot.begin() != bytes) {
            throw unfit(FileFault.SHAPE_SIZE_MISMATCH, slot, "takes " + Sizes.exact(bytes)
                    + " by its type and shape, but is given another number of them");
        }
        return new Tensor(slot.name(), slot.dtype(), slot.shape(), bytes);
    }

    /** Behind a zero the format lets pass any dimension; those that a tensor cannot have are refused. */
    private static long elements(Slot slot) {
        long elements = 1;
        for (long dimension : slot.shape()) {
            elements = times(elements, dimension, slot);
        }
        if (slot.shape().stream().anyMatch(dimension -> dimension < 0)) {
            throw tooMany(slot);
        }
        return elements;
    }

    /** Unsigned, and in the order of the shape, as the format has it: a zero makes up only for what comes after it. */
    private static long times(long some, long more, Slot slot) {
        if (Math.unsignedMultiplyHigh(some, more) != 0) {
            throw tooMany(slot);
        }
        return some * more;
    }

    private static void checkEnd(long end, long dataFrom, long fileSize) {
        int compared = Long.compareUnsigned(end, fileSize - dataFrom);
        if (compared > 0) {
            long described = end < 0 ? Long.MAX_VALUE : dataFrom + Math.min(end, Long.MAX_VALUE - dataFrom);
            throw new Unfit(FileFault.INCOMPLETE_BUFFER, "This .safetensors file is cut short: its header describes "
                    + Sizes.unlike(described, fileSize) + ".");
        }
        if (compared < 0) {
            throw new Unfit(FileFault.INCOMPLETE_BUFFER, "This .safetensors file goes on behind its last tensor: its"
                    + " header describes " + Sizes.unlike(dataFrom + end, fileSize) + ".");
        }
    }

    private static Unfit tooMany(Slot slot) {
        return unfit(FileFault.VALIDATION_OVERFLOW, slot, "would have more numbers than any file can hold");
    }

    private static Unfit unfit(FileFault fault, Slot slot, String finding) {
        return new Unfit(fault, "In this .safetensors file, tensor " + Quoted.name(slot.name()) + " " + finding + ".");
    }
}
