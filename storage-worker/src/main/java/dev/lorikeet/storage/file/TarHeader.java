package dev.lorikeet.storage.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The first block of a tar archive. PyTorch opens a file as one before it tries anything older, and what it does with
 * one runs whatever is in it. Its reader asks for no magic word, only for a checksum, so any file can be made to pass.
 */
public final class TarHeader {
    public static final int LENGTH = 512;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    /** The checksum counts as spaces in itself. */
    private static final int BLANK = CHECKSUM_LENGTH * ' ';
    /** An octal number as loosely as anybody reads it: with a sign or a prefix, divided, or with something behind it. */
    private static final Pattern NUMBER = Pattern
            .compile("[\\s\\x1C-\\x1F]*[-+]?(?:0[oO])?([0-7_]*)(?:[\\s\\x1C-\\x1F].*)?", Pattern.DOTALL);

    private TarHeader() {}

    /**
     * Whether anybody may take this for the beginning of a tar archive.
     *
     * @param start the beginning of a file, at least so much of it as a header takes, or all of it
     */
    public static boolean isPlausible(ByteBuffer start) {
        if (start.limit() < LENGTH) {
            return false;
        }
        long unsigned = BLANK;
        long signed = BLANK;
        for (int at = 0; at < LENGTH; at++) {
            if (at < CHECKSUM || at >= CHECKSUM + CHECKSUM_LENGTH) {
                unsigned += Byte.toUnsignedInt(start.get(at));
                signed += start.get(at);
            }
        }
        var field = new byte[CHECKSUM_LENGTH];
        start.get(CHECKSUM, field);
        return says(field, unsigned) || says(field, signed);
    }

    private static boolean says(byte[] field, long sum) {
        return field[0] < 0 ? binary(field, sum) : octal(field, sum);
    }

    /** The first byte only marks it, as a positive or as a negative one. */
    private static boolean binary(byte[] field, long sum) {
        long number = ByteBuffer.wrap(field).getLong() << Byte.SIZE;
        return number == sum << Byte.SIZE;
    }

    /** Its sign is not looked at, and nothing at all is a zero. */
    private static boolean octal(byte[] field, long sum) {
        var text = new String(field, StandardCharsets.ISO_8859_1);
        var number = NUMBER.matcher(text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0')));
        if (!number.matches()) {
            return false;
        }
        var digits = number.group(1).replace("_", "");
        return (digits.isEmpty() ? 0 : Long.parseLong(digits, 8)) == Math.abs(sum);
    }
}
