package dev.lorikeet.storage.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;

/** Makes tar archives of files that are something else: the checksum of their first block is put where it belongs. */
public final class TarBytes {
    private static final int CHECKSUM = 148;
    private static final int LENGTH = 8;

    private TarBytes() {}

    /** A text that leaves room for a checksum, whichever byte of the first block it begins at, and fills the block. */
    public static String filling() {
        return "x".repeat(300) + "é".repeat(200);
    }

    /** The sum as a header of tar counts it: whether bytes have signs was never settled. */
    public static long sum(byte[] file, boolean signed) {
        return LENGTH * ' ' + IntStream.range(0, 512)
                .filter(at -> at < CHECKSUM || at >= CHECKSUM + LENGTH)
                .mapToLong(at -> signed ? file[at] : Byte.toUnsignedInt(file[at]))
                .sum();
    }

    public static byte[] with(byte[] file, byte[] field) {
        var changed = file.clone();
        System.arraycopy(field, 0, changed, CHECKSUM, LENGTH);
        return changed;
    }

    public static byte[] octal(byte[] file, long sum) {
        return with(file, String.format(Locale.ROOT, "%08o", sum).getBytes(StandardCharsets.US_ASCII));
    }
}
