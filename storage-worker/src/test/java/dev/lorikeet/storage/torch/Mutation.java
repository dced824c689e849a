package dev.lorikeet.storage.torch;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** One thing that can happen to a file on its way. */
record Mutation(Kind kind, int place, int value) {

    enum Kind {
        FLIP,
        OVERWRITE,
        INSERT,
        REMOVE,
        CUT,
        APPEND
    }

    static Arbitrary<Mutation> any() {
        var values = Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(0, -1, Integer.MAX_VALUE)),
                Tuple.of(2, Arbitraries.integers().between(1, 300)),
                Tuple.of(1, Arbitraries.integers()));
        return Combinators.combine(Arbitraries.of(Kind.values()), Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform()), values).as(Mutation::new);
    }

    boolean changesTheLength() {
        return kind == Kind.CUT || kind == Kind.APPEND;
    }

    byte[] of(byte[] file) {
        int at = place % file.length;
        int length = 1 + Math.floorMod(value, 200);
        var bytes = file.clone();
        return switch (kind) {
            case FLIP -> {
                bytes[at] ^= (byte) (1 + Math.floorMod(value, 255));
                yield bytes;
            }
            case OVERWRITE -> {
                for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
                    bytes[at + i] = (byte) (value >> (i * Byte.SIZE));
                }
                yield bytes;
            }
            case INSERT -> joined(List.of(Arrays.copyOf(file, at), new byte[length],
                    Arrays.copyOfRange(file, at, file.length)));
            case REMOVE -> joined(List.of(Arrays.copyOf(file, at),
                    Arrays.copyOfRange(file, Math.min(file.length, at + length), file.length)));
            case CUT -> Arrays.copyOf(file, at);
            case APPEND -> Arrays.copyOf(file, file.length + length);
        };
    }

    static byte[] joined(List<byte[]> pieces) {
        var joined = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (var piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }
}
