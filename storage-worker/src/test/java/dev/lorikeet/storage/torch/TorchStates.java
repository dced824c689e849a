package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.torch.TorchState.Part;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Whatever a trainer could hand to torch.save. */
public final class TorchStates {
    private TorchStates() {}

    /** @param shares whether it lies in the storage of the one before it */
    private record Drawn(DType dtype, List<Long> shape, long offset, boolean shares, boolean parameter) {}

    public static Arbitrary<TorchState> any() {
        return of(TorchPickle.kinds());
    }

    /** Of the kinds of numbers that old streams can hold. */
    public static Arbitrary<TorchState> forStreams() {
        return of(TorchPickle.STORAGES.keySet());
    }

    private static Arbitrary<TorchState> of(Set<DType> kinds) {
        var names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("._0123456789é漢")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(name -> !name.equals("state_dict"));
        var some = drawn(kinds).list().ofMinSize(1).ofMaxSize(8);
        var flag = Arbitraries.of(true, false);
        return Combinators.combine(names.list().uniqueElements().ofSize(8), some, flag, flag, flag, extras())
                .as(
                        (called, tensors, ordered, metadata, nested, extras) -> new TorchState(parts(called, tensors),
                                ordered || metadata, metadata, nested, extras));
    }

    private static Arbitrary<Drawn> drawn(Set<DType> kinds) {
        var shape = Arbitraries.longs().between(0, 6).list().ofMaxSize(4);
        var flag = Arbitraries.of(true, false);
        return Combinators.combine(Arbitraries.of(kinds), shape, Arbitraries.longs().between(0, 3), flag,
                flag).as(Drawn::new);
    }

    private static Arbitrary<Map<String, Object>> extras() {
        var value = Arbitraries.<Object>of(1, 70_000, -3, 0.5, true, false, "a note", "");
        return Arbitraries.maps(Arbitraries.of("Epoch", "Note", "Step"), value).ofMaxSize(3);
    }

    private static List<Part> parts(List<String> names, List<Drawn> drawn) {
        var parts = new ArrayList<Part>();
        int storage = 0;
        for (int i = 0; i < drawn.size(); i++) {
            var one = drawn.get(i);
            boolean shares = one.shares() && i > 0;
            storage = shares || i == 0 ? storage : storage + 1;
            parts.add(new Part(names.get(i), shares ? parts.getLast().dtype() : one.dtype(), one.shape(), storage,
                    one.offset(), one.parameter()));
        }
        return parts;
    }
}
