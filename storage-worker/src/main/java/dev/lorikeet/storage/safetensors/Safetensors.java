package dev.lorikeet.storage.safetensors;

import java.nio.ByteBuffer;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.TarHeader;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;

/**
 * A .safetensors file: the length of a header, the header, and the numbers it lists, without a hole. What the format's
 * own library refuses is refused here in the same order, and so is what it lets pass but no honest tool writes.
 */
public final class Safetensors {
    /** The number in front of the header. */
    private static final int PREFIX = Long.BYTES;
    /** The format's own limit on headers. */
    private static final long LARGEST_HEADER = 100_000_000;
    /** Holds the header of almost every LoRA, so one request gets it. */
    private static final int FIRST_REQUEST = 512 << 10;
    /** A header that begins with its own length cannot be told from an archive if the length is this. */
    private static final int ZIP = 0x04034b50;
    /** Metadata may take this part of the largest header; what does not fit is not kept. */
    private static final int METADATA_PART = 4;

    private Safetensors() {}

    /**
     * Takes one request for the header, another one if it is longer than usual, and one for the end of the file.
     *
     * @param largestHeader in bytes; longer ones are refused, even where the format allows them
     */
    public static TensorFile read(Excerpt file, int largestHeader) {
        var start = file.at(0, (int) Math.min(FIRST_REQUEST, file.size()));
        int length = headerLength(start, file.size(), largestHeader);
        var text = PREFIX + length <= start.limit() ? start.slice(PREFIX, length) : file.at(PREFIX, length);
        // A reader that lacks bytes starts again, so it asks for all of them before it does the work.
        refuseTar(start);
        var ending = ArchiveEnding.of(file);
        var header = HeaderReader.read(text, largestHeader / METADATA_PART);
        var tensors = Layout.check(header.slots(), PREFIX + length, file.size());
        ending.refuseArchive();
        return new TensorFile(FileFormat.SAFETENSORS, tensors, header.metadata(), PREFIX + length);
    }

    /** PyTorch looks for a tar archive in whatever is not a zip archive, whatever it is called. */
    private static void refuseTar(ByteBuffer start) {
        if (TarHeader.isPlausible(start)) {
            throw new Unfit(FileFault.POLYGLOT_SUSPECT, "This .safetensors file begins like a tar archive.");
        }
    }

    private static int headerLength(ByteBuffer start, long size, int largestHeader) {
        if (size < PREFIX) {
            throw new Unfit(FileFault.HEADER_TOO_SMALL, "This .safetensors file has " + Sizes.exact(size)
                    + ", too few to say how long its header is.");
        }
        if (start.getInt(0) == ZIP) {
            throw new Unfit(FileFault.POLYGLOT_SUSPECT, "This .safetensors file begins like a zip archive.");
        }
        long length = start.getLong(0);
        if (length < 0 || length > LARGEST_HEADER) {
            throw new Unfit(FileFault.HEADER_TOO_LARGE, "This file does not begin like a .safetensors file: its first"
                    + " number, the length of the header, is above " + Sizes.of(LARGEST_HEADER) + ".");
        }
        if (length > size - PREFIX) {
            throw new Unfit(FileFault.INVALID_HEADER_LENGTH, "This .safetensors file is cut short: its header alone"
                    + " takes " + Sizes.unlike(PREFIX + length, size) + ".");
        }
        if (length > largestHeader) {
            throw new Unfit(FileFault.HEADER_OVER_POLICY, "The header of this .safetensors file takes "
                    + Sizes.exact(length) + ", and at most " + Sizes.exact(largestHeader) + " are accepted.");
        }
        return (int) length;
    }
}
