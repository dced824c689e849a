package dev.lorikeet.standalone;

import java.util.Arrays;
import java.util.Random;

/** What clients send. */
enum FileKind {
    WHOLE,
    IN_PARTS,
    CUT_SHORT,
    NEVER_SENT;

    private static final int LARGE = 260;
    private static final int HUNDRED = 100;

    /** Most are ordinary. */
    static FileKind any(Random chance) {
        int percent = chance.nextInt(HUNDRED);
        if (percent < 72) {
            return WHOLE;
        }
        if (percent < 84) {
            return IN_PARTS;
        }
        return percent < 94 ? CUT_SHORT : NEVER_SENT;
    }

    /** Whether it can be proven once it is there. */
    boolean isSound() {
        return this == WHOLE || this == IN_PARTS;
    }

    byte[] bytes(int fill) {
        var whole = WanLora.bytes(fill, this == IN_PARTS ? LARGE : 1);
        return this == CUT_SHORT ? Arrays.copyOf(whole, whole.length - 1) : whole;
    }
}
