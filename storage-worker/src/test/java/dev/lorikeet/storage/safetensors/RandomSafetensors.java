package dev.lorikeet.storage.safetensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;

/**
 * Sound files of every kind, written in every way that JSON allows: any names, types, shapes and metadata, with spaces
 * and escapes anywhere, and the tensors in another order than their bytes.
 */
final class RandomSafetensors {
    private static final List<DType> TYPES = List.of(DType.values());
    private static final List<String> USUAL = List.of("diffusion_model.blocks.0.self_attn.q.lora_A.weight",
            "lora_unet_blocks_39_ffn_2.lora_down.weight", "lora_unet_blocks_0_cross_attn_k.alpha",
            "transformer.blocks.7.attn1.to_out.0.lora_B.default.weight", "dtype", "__metadata", "../x");

    private final Random chance;
    private final JsonText json;

    RandomSafetensors(Random chance) {
        this.chance = chance;
        this.json = new JsonText(chance);
    }

    /**
     * @param properties of the header, as text, so that somebody can rearrange them
     * @param data how many bytes follow it
     */
    record Sample(List<String> properties, String space, int data, List<Tensor> tensors,
            Map<String, String> metadata) {
        String header() {
            return space + "{" + String.join(",", properties) + "}" + space;
        }

        byte[] bytes() {
            return SafetensorsBytes.of(header(), data);
        }
    }

    Sample next() {
        var tensors = new ArrayList<Tensor>();
        var properties = new ArrayList<String>();
        int end = 0;
        for (var name : names(1 + chance.nextInt(8))) {
            var tensor = tensor(name);
            tensors.add(tensor);
            properties.add(property(tensor, end));
            end += Math.toIntExact(tensor.bytes());
        }
        var metadata = metadata(properties);
        Collections.shuffle(properties, chance);
        return new Sample(properties, json.space(), end, tensors, metadata);
    }

    private Set<String> names(int count) {
        var names = new HashSet<String>();
        while (names.size() < count) {
            names.add(chance.nextBoolean() ? USUAL.get(chance.nextInt(USUAL.size())) : name());
        }
        return names;
    }

    private String name() {
        return text(1 + chance.nextInt(20)).codePoints()
                .filter(point -> !Character.isISOControl(point))
                .collect(() -> new StringBuilder("x"), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Tensor tensor(String name) {
        var dtype = TYPES.get(chance.nextInt(TYPES.size()));
        while (true) {
            var shape = IntStream.range(0, chance.nextInt(9))
                    .mapToObj(_ -> chance.nextInt(12) == 0 ? 0L : 1L + chance.nextInt(chance.nextInt(8) == 0 ? 9 : 2))
                    .toList();
            long bits = shape.stream().reduce(1L, Math::multiplyExact) * dtype.bits();
            if (bits % Byte.SIZE == 0 && bits < 100_000) {
                return new Tensor(name, dtype, shape, bits / Byte.SIZE);
            }
        }
    }

    private String property(Tensor tensor, long begin) {
        var fields = new ArrayList<>(List.of(json.property("dtype", json.text(tensor.dtype().name())),
                json.property("shape", json.list("[", tensor.shape().stream().map(String::valueOf).toList(), "]")),
                json.property("data_offsets", json.list("[",
                        List.of(String.valueOf(begin), String.valueOf(begin + tensor.bytes())), "]"))));
        Collections.shuffle(fields, chance);
        return json.property(tensor.name(), json.list("{", fields, "}"));
    }

    private Map<String, String> metadata(List<String> properties) {
        var metadata = new HashMap<String, String>();
        int kind = chance.nextInt(4);
        if (kind == 0) {
            properties.add(json.property("__metadata__", "null"));
        } else if (kind > 1) {
            for (int count = chance.nextInt(6); count > 0; count--) {
                metadata.put(text(chance.nextInt(12)), text(chance.nextInt(60)));
            }
            properties.add(json.property("__metadata__", json.list("{", metadata.entrySet()
                    .stream()
                    .map(entry -> json.property(entry.getKey(), json.text(entry.getValue())))
                    .toList(), "}")));
        }
        return metadata;
    }

    /** Of whatever UTF-8 can carry, mostly of what people write. */
    private String text(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            int point = chance.nextInt(6) == 0 ? chance.nextInt(Character.MAX_CODE_POINT + 1) : chance.nextInt(256);
            if (Character.getType(point) != Character.SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
