package dev.lorikeet.storage.torch;

import java.util.Arrays;
import java.util.TreeMap;

/** A file of any size that holds zeros where nothing was written, so that one of 5 GB costs what is in it. */
public final class SparseFile {
    private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
    private long size;

    public static SparseFile of(byte[] bytes) {
        return new SparseFile().append(bytes);
    }

    public long size() {
        return size;
    }

    public SparseFile append(byte[] bytes) {
        if (bytes.length > 0) {
            pieces.put(size, bytes.clone());
            size += bytes.length;
        }
        return this;
    }

    public SparseFile skip(long zeros) {
        size += zeros;
        return this;
    }

    public byte[] read(long from, int length) {
        var bytes = new byte[length];
        var first = pieces.floorKey(from);
        for (var piece : pieces.subMap(first == null ? from : first, true, from + length, false).entrySet()) {
            long start = Math.max(from, piece.getKey());
            long end = Math.min(from + length, piece.getKey() + piece.getValue().length);
            if (start < end) {
                System.arraycopy(piece.getValue(), (int) (start - piece.getKey()), bytes, (int) (start - from),
                        (int) (end - start));
            }
        }
        return bytes;
    }

    public byte[] bytes() {
        return read(0, Math.toIntExact(size));
    }

    /** The same file with other bytes at a place; a negative one counts from the end. */
    public SparseFile with(long at, byte... other) {
        var bytes = bytes();
        System.arraycopy(other, 0, bytes, (int) (at < 0 ? size + at : at), other.length);
        return of(bytes);
    }

    public SparseFile without(int last) {
        return of(Arrays.copyOf(bytes(), Math.toIntExact(size - last)));
    }
}
