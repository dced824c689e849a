package dev.lorikeet.storage.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.Reading.Needs;
import dev.lorikeet.storage.file.Reading.Refused;

/**
 * As much of a stored file as has been read. A reader asks it for bytes as if they were all there; where they are not,
 * it stops and is started again when they are. So readers are pure, and whoever holds the excerpt decides how to read.
 */
public final class Excerpt {
    private final long size;
    private final NavigableMap<Long, byte[]> pieces;

    private Excerpt(long size, NavigableMap<Long, byte[]> pieces) {
        this.size = size;
        this.pieces = pieces;
    }

    /** Of a file of which nothing has been read. */
    public static Excerpt nothingOf(long size) {
        return new Excerpt(size, new TreeMap<>());
    }

    public Excerpt with(long from, byte[] bytes) {
        var more = new TreeMap<>(pieces);
        more.put(from, bytes);
        return new Excerpt(size, more);
    }

    public long size() {
        return size;
    }

    /** Little-endian. Asking for what the file does not have is a fault of the reader, who knows the size. */
    public ByteBuffer at(long from, int length) {
        Objects.checkFromIndexSize(from, length, size);
        var bytes = new byte[length];
        long next = from;
        while (next < from + length) {
            next += copy(next, from, bytes);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int copy(long next, long from, byte[] into) {
        int done = Math.toIntExact(next - from);
        var piece = pieces.floorEntry(next);
        int have = piece == null ? 0 : here(piece, next);
        if (have <= 0) {
            throw new MoreNeeded(next, until(next, from + into.length));
        }
        int length = Math.min(have, into.length - done);
        System.arraycopy(piece.getValue(), Math.toIntExact(next - piece.getKey()), into, done, length);
        return length;
    }

    private static int here(Map.Entry<Long, byte[]> piece, long next) {
        return (int) Math.max(0, piece.getKey() + piece.getValue().length - next);
    }

    /** What is there already is not read again. */
    private int until(long next, long end) {
        var following = pieces.ceilingKey(next);
        return Math.toIntExact((following == null ? end : Math.min(end, following)) - next);
    }

    /** Lets a reader have a go at what there is. */
    public Reading read(Function<Excerpt, TensorFile> reader) {
        try {
            return new Done(reader.apply(this));
        } catch (MoreNeeded more) {
            return new Needs(more.from, more.length);
        } catch (Unfit unfit) {
            return new Refused(unfit.reason());
        }
    }

    /** Stops a reader in the middle; never seen outside. */
    private static final class MoreNeeded extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long from;
        private final int length;

        MoreNeeded(long from, int length) {
            super("more is needed", null, false, false);
            this.from = from;
            this.length = length;
        }
    }
}
