package dev.lorikeet.storage.adapter;

import java.util.List;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.storage.adapter.Layer.Outline;

/** A Kronecker product, either side of which is whole or made of two factors. */
final class LokrShapes {
    private LokrShapes() {}

    private record Side(long rank, long out, long in, long kernel) {}

    static Outline outline(Outlines layer) {
        var one = side(layer, Role.LOKR_W1, Role.LOKR_W1_A, Role.LOKR_W1_B);
        var two = layer.has(Role.LOKR_T2) ? tucker(layer) : side(layer, Role.LOKR_W2, Role.LOKR_W2_A, Role.LOKR_W2_B);
        return new Outline(AdapterKind.LOKR, two.rank() > 0 ? two.rank() : one.rank(),
                Counts.product(one.out(), two.out()), Counts.product(one.in(), two.in()),
                Counts.product(one.kernel(), two.kernel()));
    }

    private static Side side(Outlines layer, Role whole, Role a, Role b) {
        if (!layer.has(whole)) {
            var left = layer.matrix(a);
            var right = layer.matrix(b);
            return new Side(layer.rank(left.get(1), right.getFirst()), left.getFirst(), right.get(1), 1);
        }
        if (layer.has(a) || layer.has(b)) {
            throw layer.broken("has one side of its product twice (" + whole + ")");
        }
        List<Long> shape = layer.matrix(whole);
        return new Side(0, shape.getFirst(), shape.get(1), Outlines.kernel(shape));
    }

    private static Side tucker(Outlines layer) {
        if (layer.has(Role.LOKR_W2)) {
            throw layer.broken("has one side of its product twice (" + Role.LOKR_W2 + ")");
        }
        var core = layer.matrix(Role.LOKR_T2);
        var left = layer.matrix(Role.LOKR_W2_A);
        var right = layer.matrix(Role.LOKR_W2_B);
        long rank = layer.rank(layer.rank(core.getFirst(), left.getFirst()), right.getFirst());
        return new Side(rank, left.get(1), right.get(1), Outlines.kernel(core));
    }
}
