package dev.lorikeet.lora.upload;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a file goes up: in one piece, or in equal parts of which only the last may be smaller.
 *
 * @param partSize in bytes; of a single PUT the whole file
 */
public record UploadPlan(Strategy strategy, long partSize, int partCount) {

    public UploadPlan {
        if (partSize < 1 || partCount < 1 || (strategy == Strategy.SINGLE && partCount != 1)) {
            throw new IllegalArgumentException(
                    "not a way to cut a file: " + strategy + " " + partSize + " " + partCount);
        }
    }

    /** Chosen by size alone, and final once the ticket is out. */
    public enum Strategy {
        SINGLE,
        MULTIPART
    }

    /** Bytes of part {@code number}, counted from 1, of a file of {@code fileSize} bytes. */
    public long length(int number, long fileSize) {
        return number < partCount ? partSize : fileSize - partSize * (partCount - 1);
    }

    public boolean has(int number) {
        return number >= 1 && number <= partCount;
    }

    /** The first numbers, at most {@code most} of them. */
    public List<Integer> first(int most) {
        return IntStream.rangeClosed(1, Math.min(most, partCount)).boxed().toList();
    }
}
