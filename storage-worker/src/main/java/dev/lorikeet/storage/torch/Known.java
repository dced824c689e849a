package dev.lorikeet.storage.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/**
 * Everything outside of itself that a pickle may name: all of it, spelt out, and compared letter by letter. What is not
 * in this list is refused, whatever it is.
 */
sealed interface Known extends Value {

    /** What may be called; {@link Calls} says with what. */
    enum Call implements Known {
        ORDERED_DICT,
        TENSOR,
        TENSOR_OF_KIND,
        PARAMETER
    }

    /**
     * A class of storages.
     *
     * @param typed whether its numbers have the kind that it says, or are only bytes
     */
    record StorageKind(DType dtype, boolean typed) implements Known {}

    record NumberKind(DType dtype) implements Known {}

    Map<String, Known> ALL = all();

    /** Numbers that PyTorch has and safetensors has not. */
    Set<String> NOT_STORED = Set.of("ComplexDoubleStorage", "QInt8Storage", "QUInt8Storage", "QInt32Storage",
            "QUInt4x2Storage", "QUInt2x4Storage", "uint16", "uint32", "uint64", "float4_e2m1fn_x2");

    private static Map<String, Known> all() {
        Map<String, Known> all = new HashMap<>();
        all.put("collections OrderedDict", Call.ORDERED_DICT);
        all.put("torch._utils _rebuild_tensor_v2", Call.TENSOR);
        all.put("torch._utils _rebuild_tensor_v3", Call.TENSOR_OF_KIND);
        all.put("torch._utils _rebuild_parameter", Call.PARAMETER);
        all.put("torch.storage UntypedStorage", new StorageKind(DType.U8, false));
        Map.ofEntries(Map.entry("Double", DType.F64), Map.entry("Float", DType.F32), Map.entry("Half", DType.F16),
                Map.entry("BFloat16", DType.BF16), Map.entry("Long", DType.I64), Map.entry("Int", DType.I32),
                Map.entry("Short", DType.I16), Map.entry("Char", DType.I8), Map.entry("Byte", DType.U8),
                Map.entry("Bool", DType.BOOL), Map.entry("ComplexFloat", DType.C64))
                .forEach((name, dtype) -> all.put("torch " + name + "Storage", new StorageKind(dtype, true)));
        Map.of("float8_e4m3fn", DType.F8_E4M3, "float8_e5m2", DType.F8_E5M2, "float8_e4m3fnuz", DType.F8_E4M3FNUZ,
                "float8_e5m2fnuz", DType.F8_E5M2FNUZ, "float8_e8m0fnu", DType.F8_E8M0)
                .forEach((name, dtype) -> all.put("torch " + name, new NumberKind(dtype)));
        return Map.copyOf(all);
    }

    static Known named(String module, String name) {
        return Optional.ofNullable(ALL.get(module + " " + name)).orElseThrow(() -> unfit(module, name));
    }

    private static Unfit unfit(String module, String name) {
        if (module.equals("torch") && NOT_STORED.contains(name)) {
            return new Unfit(FileFault.UNKNOWN_DTYPE,
                    "This .ckpt file holds numbers of a kind that is not supported: " + name + ".");
        }
        var shown = Shown.text(module + "." + name);
        return new Unfit(FileFault.PICKLE_GLOBAL, Danger.knows(module, name)
                ? "This .ckpt file is dangerous: it would run " + shown + " when opened."
                : "This .ckpt file would use " + shown + " when opened, which no LoRA needs.");
    }
}
