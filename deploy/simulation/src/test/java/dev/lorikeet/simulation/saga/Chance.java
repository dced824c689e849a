package dev.lorikeet.simulation.saga;

/** Numbers that depend on nothing but what they are asked for, so that leaving one thing out changes no other. */
final class Chance {
    private Chance() {}

    static long mix(long one, long other) {
        long mixed = (one ^ (other * 0x9E3779B97F4A7C15L)) + 0x632BE59BD9B4E019L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to 1. */
    static double fraction(long number) {
        return (number >>> 11) * 0x1.0p-53;
    }

    static int below(long number, int bound) {
        return (int) Long.remainderUnsigned(number, bound);
    }
}
