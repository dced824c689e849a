package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;

/**
 * What a trainer hands to torch.save.
 *
 * @param ordered whether it is an OrderedDict, as modules make it, or a plain one
 * @param metadata whether the versions of the layers are attached to it
 * @param nested whether it lies under {@code state_dict}
 * @param extras plain numbers and texts beside the tensors, or beside the nested state
 */
public record TorchState(List<Part> parts, boolean ordered, boolean metadata, boolean nested,
        Map<String, Object> extras) {

    /**
     * One tensor, with the storage it lies in and where in it.
     *
     * @param parameter whether it is wrapped into a Parameter
     */
    public record Part(String name, DType dtype, List<Long> shape, int storage, long offset, boolean parameter) {
        long elements() {
            return shape.stream().reduce(1L, (a, b) -> a * b);
        }

        Tensor tensor() {
            return new Tensor(name, dtype, shape, elements() * dtype.bits() / 8);
        }
    }

    /** A plain dict of tensors that each have a storage of their own. */
    public static TorchState of(Tensor... tensors) {
        var parts = IntStream.range(0, tensors.length)
                .mapToObj(i -> new Part(tensors[i].name(), tensors[i].dtype(), tensors[i].shape(), i, 0, false))
                .toList();
        return new TorchState(parts, false, false, false, Map.of());
    }

    public static Tensor tensor(String name, DType dtype, Long... shape) {
        var list = List.of(shape);
        return new Tensor(name, dtype, list, list.stream().reduce(1L, (a, b) -> a * b) * dtype.bits() / 8);
    }

    /** A LoRA of this rank for as many layers of a transformer. */
    public static TorchState lora(int layers, long rank, long width) {
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < layers; i++) {
            var name = "lora_unet_blocks_" + i / 10 + "_layer_" + i % 10;
            tensors.add(tensor(name + ".lora_down.weight", DType.BF16, rank, width));
            tensors.add(tensor(name + ".lora_up.weight", DType.BF16, width, rank));
            tensors.add(tensor(name + ".alpha", DType.BF16));
        }
        return of(tensors.toArray(Tensor[]::new));
    }

    public TorchState withMetadata() {
        return new TorchState(parts, true, true, nested, extras);
    }

    public TorchState asParameters() {
        var wrapped = parts.stream()
                .map(part -> new Part(part.name(), part.dtype(), part.shape(), part.storage(), part.offset(), true))
                .toList();
        return new TorchState(wrapped, ordered, metadata, nested, extras);
    }

    public TorchState underStateDict(Map<String, Object> beside) {
        return new TorchState(parts, ordered, metadata, true, beside);
    }

    public TorchState withExtras(Map<String, Object> beside) {
        return new TorchState(parts, ordered, metadata, nested, beside);
    }

    List<Tensor> tensors() {
        return parts.stream().map(Part::tensor).toList();
    }

    /** How many numbers of which kind each storage needs. */
    Map<Integer, Part> storages() {
        Map<Integer, Part> longest = new LinkedHashMap<>();
        parts.forEach(part -> longest.merge(part.storage(), part,
                (a, b) -> a.offset() + a.elements() >= b.offset() + b.elements() ? a : b));
        return longest;
    }

    long numbers(int storage) {
        var longest = storages().get(storage);
        return longest == null ? 0 : longest.offset() + longest.elements();
    }

    long bytes(int storage) {
        var longest = storages().get(storage);
        return longest == null ? 0 : numbers(storage) * longest.dtype().bits() / 8;
    }
}
