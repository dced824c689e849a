package dev.lorikeet.storage.safetensors;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class Sizes {
    private static final long MEGA = 1_000_000;

    private Sizes() {}

    static String of(long bytes) {
        return bytes < MEGA ? exact(bytes) : String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGA);
    }

    static String exact(long bytes) {
        return String.format(Locale.ROOT, bytes == 1 ? "%,d byte" : "%,d bytes", bytes);
    }

    /** What a file should have and what it has, exactly if they would look alike otherwise. */
    static String unlike(long described, long has) {
        boolean alike = of(described).equals(of(has));
        return (alike ? exact(described) : of(described)) + ", the file has " + (alike ? exact(has) : of(has));
    }
}
