package dev.lorikeet.embedded.mongo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** All byte strings from one (inclusive) to another (exclusive), in unsigned order; a point is one value's encoding. */
final class KeyRange {
    static final byte[] START = {};
    static final byte[] END = {(byte) 0xFF};
    static final KeyRange ALL = new KeyRange(START, END, false);
    static final Comparator<KeyRange> BY_START = (a, b) -> Arrays.compareUnsigned(a.from, b.from);

    private final byte[] from;
    private final byte[] to;
    private final boolean point;

    private KeyRange(byte[] from, byte[] to, boolean point) {
        this.from = from;
        this.to = to;
        this.point = point;
    }

    static KeyRange between(byte[] from, byte[] to) {
        return new KeyRange(from, to, false);
    }

    static KeyRange startingWith(byte[] prefix) {
        return new KeyRange(prefix, after(prefix), false);
    }

    static KeyRange point(byte[] encoded) {
        return new KeyRange(encoded, after(encoded), true);
    }

    /** The first byte string behind all that start with this one. */
    static byte[] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            return END;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    static byte[] complement(byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = (byte) ~flipped[i];
        }
        return flipped;
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    byte[] from() {
        return from;
    }

    byte[] to() {
        return to;
    }

    boolean isPoint() {
        return point;
    }

    boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }

    /** The same values where encodings are complemented, so that they sort downwards. */
    KeyRange descending() {
        return point ? point(complement(from)) : between(after(complement(to)), after(complement(from)));
    }

    KeyRange behind(byte[] prefix) {
        return new KeyRange(concat(prefix, from), concat(prefix, to), point);
    }

    KeyRange and(KeyRange other) {
        return new KeyRange(later(from, other.from), earlier(to, other.to), point || other.point);
    }

    boolean touches(KeyRange next) {
        return Arrays.compareUnsigned(next.from, to) <= 0;
    }

    KeyRange through(KeyRange next) {
        return between(from, later(to, next.to));
    }

    boolean holds(byte[] key) {
        return Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) < 0;
    }

    boolean sameAs(KeyRange other) {
        return Arrays.equals(from, other.from) && Arrays.equals(to, other.to);
    }

    private static byte[] later(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) >= 0 ? a : b;
    }

    private static byte[] earlier(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(from) + ".." + HexFormat.of().formatHex(to);
    }
}
