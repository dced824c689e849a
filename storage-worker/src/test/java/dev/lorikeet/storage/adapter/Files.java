package dev.lorikeet.storage.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.Reason;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.Reading;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;

import static org.assertj.core.api.Assertions.assertThat;

/** Recipes for files as trainers write them. */
final class Files {
    static final String ANY_NAME = "my_lora.safetensors";

    private Files() {}

    static Tensor bf16(String name, Long... shape) {
        return array(DType.BF16, name, shape);
    }

    static Tensor array(DType dtype, String name, Long... shape) {
        long elements = Arrays.stream(shape).reduce(1L, Math::multiplyExact);
        return new Tensor(name, dtype, List.of(shape), elements * dtype.bits() / 8);
    }

    static TensorFile file(Stream<Tensor> tensors) {
        return file(tensors, Map.of());
    }

    static TensorFile file(Stream<Tensor> tensors, Map<String, String> metadata) {
        return new TensorFile(FileFormat.SAFETENSORS, tensors.toList(), metadata, 8);
    }

    static TensorFile lora(Layout layout, long rank, Stream<Linear> layers) {
        return file(layers.flatMap(layer -> layout.arrays(layer, rank).stream()));
    }

    static TensorFile with(TensorFile file, Map<String, String> metadata) {
        return new TensorFile(file.format(), file.tensors(), metadata, file.dataFrom());
    }

    static TensorFile with(TensorFile file, Tensor... more) {
        return new TensorFile(file.format(), Stream.concat(file.tensors().stream(), Stream.of(more)).toList(),
                file.metadata(), file.dataFrom());
    }

    static LoraFacts facts(TensorFile file) {
        return Adapters.of(file, ANY_NAME).facts();
    }

    static LoraFacts facts(TensorFile file, String fileName) {
        return Adapters.of(file, fileName).facts();
    }

    /** As the caller of the package gets it. */
    static Reason refusal(TensorFile file) {
        var reading = Excerpt.nothingOf(0).read(_ -> {
            var _ = Adapters.of(file, ANY_NAME);
            return file;
        });
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).reason();
    }
}
