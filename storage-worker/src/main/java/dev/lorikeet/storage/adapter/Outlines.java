package dev.lorikeet.storage.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.storage.adapter.Layer.Outline;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.Unfit;

/** Puts the arrays of one layer together, and refuses those that do not fit each other. */
final class Outlines {
    private static final long HIGHEST_RANK = 1_000_000;

    private final String layer;
    private final Map<Role, Tensor> arrays;

    private Outlines(String layer, Map<Role, Tensor> arrays) {
        this.layer = layer;
        this.arrays = arrays;
    }

    static Outline of(String layer, Map<Role, Tensor> arrays) {
        return new Outlines(layer, arrays).outline();
    }

    private Outline outline() {
        var kinds = arrays.keySet().stream().map(Role::kind).flatMap(Optional::stream).collect(Collectors.toSet());
        // Patches of a bias or a norm lie beside the factors of the same layer.
        if (kinds.size() > 1) {
            kinds.remove(AdapterKind.DIFF);
        }
        if (kinds.size() > 1) {
            throw broken("is described in two ways at once (" + words(kinds) + ")");
        }
        var outline = kinds.stream().findFirst().map(this::outline).orElseThrow(() -> broken("has no factors"));
        return arrays.containsKey(Role.MAGNITUDE) ? withMagnitude(outline) : outline;
    }

    private Outline outline(AdapterKind kind) {
        return switch (kind) {
            case LOHA -> loha();
            case LOKR -> LokrShapes.outline(this);
            case GLORA -> glora();
            case OFT -> oft();
            case IA3 -> ia3();
            case DIFF -> diff();
            case LORA, DORA, BOFT, MIXED, UNKNOWN -> lora();
        };
    }

    private Outline withMagnitude(Outline outline) {
        return switch (outline.kind()) {
            case LORA -> outline.as(AdapterKind.DORA);
            case LOHA, LOKR -> outline;
            case DORA, GLORA, OFT, BOFT, IA3, DIFF, MIXED, UNKNOWN ->
                throw broken("has a DoRA magnitude without the factors it belongs to");
        };
    }

    private Outline lora() {
        var down = matrix(Role.DOWN);
        var up = matrix(Role.UP);
        long rank = rank(down.getFirst(), up.get(1));
        var kernel = has(Role.MID) ? matrix(Role.MID) : down;
        if (has(Role.MID)) {
            rank(rank, kernel.get(0));
            rank(rank, kernel.get(1));
        }
        return new Outline(AdapterKind.LORA, rank, up.getFirst(), down.get(1), kernel(kernel));
    }

    private Outline loha() {
        var first = hadamard(Role.HADA_W1_A, Role.HADA_W1_B, Role.HADA_T1);
        var second = hadamard(Role.HADA_W2_A, Role.HADA_W2_B, Role.HADA_T2);
        if (first.out() != second.out() || first.in() != second.in()) {
            throw inconsistent("has two pairs for weights of different sizes");
        }
        return first;
    }

    private Outline hadamard(Role a, Role b, Role core) {
        var left = matrix(a);
        var right = matrix(b);
        if (has(Role.HADA_T1) || has(Role.HADA_T2)) {
            var middle = matrix(core);
            long rank = rank(left.getFirst(), middle.getFirst());
            return new Outline(AdapterKind.LOHA, rank(rank, right.getFirst()), left.get(1), right.get(1),
                    kernel(middle));
        }
        return new Outline(AdapterKind.LOHA, rank(left.get(1), right.getFirst()), left.getFirst(), right.get(1), 1);
    }

    /** Two generations of LyCORIS have it the other way round. */
    private Outline glora() {
        var a1 = matrix(Role.GLORA_A1);
        var a2 = matrix(Role.GLORA_A2);
        var b1 = matrix(Role.GLORA_B1);
        var b2 = matrix(Role.GLORA_B2);
        if (allEqual(a1.getFirst(), a2.get(1), b1.getFirst(), b2.get(1))
                && allEqual(a1.get(1), a2.getFirst(), b1.get(1))) {
            return new Outline(AdapterKind.GLORA, rank(a1.getFirst(), b1.getFirst()), b2.getFirst(), b1.get(1), 1);
        }
        if (allEqual(a1.get(1), a2.getFirst(), b1.get(1), b2.getFirst())
                && allEqual(a1.getFirst(), a2.get(1), b2.get(1))) {
            return new Outline(AdapterKind.GLORA, rank(a1.get(1), b1.get(1)), b1.getFirst(), b2.get(1), 1);
        }
        throw inconsistent("has four factors without a common rank");
    }

    private Outline oft() {
        var blocks = shape(Role.OFT_BLOCKS);
        int rank = blocks.size();
        boolean known = rank == 3 || rank == 4;
        if (!known || !blocks.get(rank - 1).equals(blocks.get(rank - 2))) {
            throw inconsistent("has blocks that are not square");
        }
        var kind = rank == 3 ? AdapterKind.OFT : AdapterKind.BOFT;
        return new Outline(kind, 0, Counts.product(blocks.get(rank - 3), blocks.get(rank - 2)), 0, 1);
    }

    private Outline ia3() {
        shape(Role.IA3_WEIGHT);
        shape(Role.IA3_ON_INPUT);
        return new Outline(AdapterKind.IA3, 0, 0, 0, 1);
    }

    private Outline diff() {
        var whole = Optional.ofNullable(arrays.get(Role.DIFF))
                .or(() -> Optional.ofNullable(arrays.get(Role.SET_WEIGHT)));
        return whole.map(Tensor::shape)
                .filter(shape -> shape.size() >= 2)
                .map(shape -> new Outline(AdapterKind.DIFF, 0, shape.getFirst(), shape.get(1), kernel(shape)))
                .orElseGet(() -> new Outline(AdapterKind.DIFF, 0, 0, 0, 1));
    }

    boolean has(Role role) {
        return arrays.containsKey(role);
    }

    List<Long> matrix(Role role) {
        var shape = shape(role);
        if (shape.size() < 2) {
            throw inconsistent("has a factor that is not a matrix (" + role + ")");
        }
        return shape;
    }

    private List<Long> shape(Role role) {
        var tensor = arrays.get(role);
        if (tensor == null) {
            throw broken("lacks one of its arrays (" + role + ")");
        }
        return tensor.shape();
    }

    long rank(long one, long other) {
        if (one != other) {
            throw inconsistent("has factors of the ranks " + one + " and " + other + ", which cannot be multiplied");
        }
        if (one < 1 || one > HIGHEST_RANK) {
            throw inconsistent("has the rank " + one + ", which no layer can have");
        }
        return one;
    }

    Unfit broken(String finding) {
        return new Unfit(FileFault.BROKEN_PAIR, "The layer " + Texts.quoted(layer) + " " + finding + ".");
    }

    private Unfit inconsistent(String finding) {
        return new Unfit(FileFault.INCONSISTENT_RANK, "The layer " + Texts.quoted(layer) + " " + finding + ".");
    }

    static long kernel(List<Long> shape) {
        return Counts.product(shape.subList(2, shape.size()));
    }

    private static boolean allEqual(Long... sizes) {
        return Arrays.stream(sizes).distinct().count() == 1;
    }

    private static String words(Set<AdapterKind> kinds) {
        return kinds.stream().map(Enum::name).sorted().collect(Collectors.joining(" and "));
    }
}
