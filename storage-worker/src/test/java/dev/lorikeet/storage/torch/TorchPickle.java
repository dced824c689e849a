package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.torch.TorchState.Part;

/** Pickles a state as Python's pickler does for torch.save, with everything kept that it keeps. */
final class TorchPickle {
    private static final int BATCH = 1000;
    static final Map<DType, String> STORAGES = Map.ofEntries(Map.entry(DType.F64, "DoubleStorage"),
            Map.entry(DType.F32, "FloatStorage"), Map.entry(DType.F16, "HalfStorage"),
            Map.entry(DType.BF16, "BFloat16Storage"), Map.entry(DType.I64, "LongStorage"),
            Map.entry(DType.I32, "IntStorage"), Map.entry(DType.I16, "ShortStorage"),
            Map.entry(DType.I8, "CharStorage"), Map.entry(DType.U8, "ByteStorage"),
            Map.entry(DType.BOOL, "BoolStorage"), Map.entry(DType.C64, "ComplexFloatStorage"));
    static final Map<DType, String> NEW_KINDS = Map.of(DType.F8_E4M3, "float8_e4m3fn", DType.F8_E5M2, "float8_e5m2",
            DType.F8_E4M3FNUZ, "float8_e4m3fnuz", DType.F8_E5M2FNUZ, "float8_e5m2fnuz", DType.F8_E8M0,
            "float8_e8m0fnu");

    private final PickleAssembler out = new PickleAssembler().proto(2);
    private final TorchState state;
    private final Map<Integer, Long> numbers;
    private final boolean legacy;

    private TorchPickle(TorchState state, boolean legacy) {
        this.state = state;
        this.legacy = legacy;
        this.numbers = new HashMap<>();
        state.storages().forEach((storage, part) -> numbers.put(storage, part.offset() + part.elements()));
    }

    static byte[] archived(TorchState state) {
        return new TorchPickle(state, false).written().bytes();
    }

    static List<byte[]> steps(TorchState state) {
        return new TorchPickle(state, false).written().steps();
    }

    static byte[] legacy(TorchState state) {
        return new TorchPickle(state, true).written().bytes();
    }

    static Set<DType> kinds() {
        var kinds = new TreeSet<>(STORAGES.keySet());
        kinds.addAll(NEW_KINDS.keySet());
        return kinds;
    }

    private PickleAssembler written() {
        List<Consumer<PickleAssembler>> tensors = new ArrayList<>();
        state.parts().forEach(part -> tensors.add(p -> {
            p.once(part.name(), q -> q.text(part.name()));
            value(part);
        }));
        List<Consumer<PickleAssembler>> extras = new ArrayList<>();
        state.extras().forEach((name, value) -> extras.add(p -> {
            p.once(name, q -> q.text(name));
            plain(value);
        }));
        if (state.nested()) {
            extras.add(p -> {
                p.once("state_dict", q -> q.text("state_dict"));
                dict(state.ordered(), tensors);
                metadata();
            });
            dict(false, extras);
        } else {
            tensors.addAll(extras);
            dict(state.ordered(), tensors);
            metadata();
        }
        return out.op(Opcode.STOP);
    }

    private void dict(boolean ordered, List<Consumer<PickleAssembler>> entries) {
        if (ordered) {
            emptyOrdered();
        } else {
            out.dict().keep();
        }
        for (int from = 0; from < entries.size(); from += BATCH) {
            var batch = entries.subList(from, Math.min(from + BATCH, entries.size()));
            if (batch.size() == 1) {
                batch.getFirst().accept(out);
                out.op(Opcode.SETITEM);
            } else {
                out.op(Opcode.MARK);
                batch.forEach(entry -> entry.accept(out));
                out.op(Opcode.SETITEMS);
            }
        }
    }

    private void metadata() {
        if (state.metadata()) {
            out.dict().keep().once("_metadata", p -> p.text("_metadata"));
            emptyOrdered();
            out.op(Opcode.MARK);
            for (var layer : List.of("", "lora_down", "lora_up")) {
                out.once("layer " + layer, p -> p.text(layer)).dict().keep();
                out.once("version", p -> p.text("version")).whole(1).op(Opcode.SETITEM);
            }
            out.op(Opcode.SETITEMS).op(Opcode.SETITEM).op(Opcode.BUILD);
        }
    }

    private void emptyOrdered() {
        known("collections", "OrderedDict").op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE).keep();
    }

    private PickleAssembler known(String module, String name) {
        return out.once(module + " " + name, p -> p.global(module, name));
    }

    private void plain(Object value) {
        switch (value) {
            case Integer number -> out.whole(number);
            case Boolean flag -> out.op(flag ? Opcode.NEWTRUE : Opcode.NEWFALSE);
            case Double number -> out.op(Opcode.BINFLOAT).number(Long.reverseBytes(Double.doubleToLongBits(number)), 8);
            default -> out.once(value.toString(), p -> p.text(value.toString()));
        }
    }

    private void value(Part part) {
        if (part.parameter()) {
            known("torch._utils", "_rebuild_parameter");
            tensor(part);
            out.op(Opcode.NEWTRUE);
            emptyOrdered();
            out.op(Opcode.TUPLE3).keep().op(Opcode.REDUCE).keep();
        } else {
            tensor(part);
        }
    }

    private void tensor(Part part) {
        var newKind = NEW_KINDS.get(part.dtype());
        known("torch._utils", newKind == null ? "_rebuild_tensor_v2" : "_rebuild_tensor_v3").op(Opcode.MARK);
        storage(part, newKind != null);
        out.whole(part.offset());
        sizes(part.shape());
        sizes(strides(part.shape()));
        out.op(Opcode.NEWFALSE);
        emptyOrdered();
        if (newKind != null) {
            known("torch", newKind);
        }
        out.op(Opcode.TUPLE).keep().op(Opcode.REDUCE).keep();
    }

    private void storage(Part part, boolean bytes) {
        out.op(Opcode.MARK).once("storage", p -> p.text("storage"));
        if (bytes) {
            known("torch.storage", "UntypedStorage");
        } else {
            known("torch", Objects.requireNonNull(STORAGES.get(part.dtype())));
        }
        var key = TorchBytes.key(part.storage(), legacy);
        out.once("key " + key, p -> p.text(key)).once("cpu", p -> p.text("cpu"));
        out.whole(numbers.getOrDefault(part.storage(), 0L));
        if (legacy) {
            out.op(Opcode.NONE);
        }
        out.op(Opcode.TUPLE).keep().op(Opcode.BINPERSID);
    }

    private void sizes(List<Long> sizes) {
        switch (sizes.size()) {
            case 0 -> out.op(Opcode.EMPTY_TUPLE);
            case 1, 2, 3 -> {
                sizes.forEach(out::whole);
                out.op(List.of(Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3).get(sizes.size() - 1)).keep();
            }
            default -> {
                out.op(Opcode.MARK);
                sizes.forEach(out::whole);
                out.op(Opcode.TUPLE).keep();
            }
        }
    }

    private static List<Long> strides(List<Long> shape) {
        var strides = new ArrayList<Long>();
        long stride = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.addFirst(stride);
            stride *= Math.max(1, shape.get(i));
        }
        return strides;
    }
}
