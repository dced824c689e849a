package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;
import org.jspecify.annotations.Nullable;

/** How the trainers write the two factors of a layer. */
enum Layout {
    KOHYA("lora_unet_", ".lora_down.weight", ".lora_up.weight", ".alpha"),
    WAN_FUN("lora_unet__", ".lora_down.weight", ".lora_up.weight", ".alpha"),
    ONE_TRAINER("lora_transformer_", ".lora_down.weight", ".lora_up.weight", ".alpha"),
    AI_TOOLKIT("diffusion_model.", ".lora_A.weight", ".lora_B.weight", null),
    LIGHTX2V("diffusion_model.", ".lora_down.weight", ".lora_up.weight", ".alpha"),
    COMFY("model.diffusion_model.", ".lora_A.weight", ".lora_B.weight", null),
    DIFFUSERS("transformer.", ".lora_A.weight", ".lora_B.weight", null),
    DIFFUSERS_V1("unet.", "_lora.down.weight", "_lora.up.weight", null),
    DIFFUSERS_V3("unet.", ".lora.down.weight", ".lora.up.weight", null),
    TRANSFORMERS("transformer.", ".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight", null),
    RAW_PEFT("base_model.model.transformer.", ".lora_A.weight", ".lora_B.weight", null),
    DIFFSYNTH("pipe.dit.", ".lora_A.default.weight", ".lora_B.default.weight", null),
    QWEN_DEFAULT("", ".lora_A.default.weight", ".lora_B.default.weight", null),
    MOCHI("", ".lora_A", ".lora_B", null);

    private final String prefix;
    private final String down;
    private final String up;
    private final @Nullable String alpha;

    Layout(String prefix, String down, String up, @Nullable String alpha) {
        this.prefix = prefix;
        this.down = down;
        this.up = up;
        this.alpha = alpha;
    }

    String layer(String name) {
        return prefix + (prefix.endsWith("_") ? name.replace('.', '_') : name);
    }

    List<Tensor> arrays(Linear linear, long rank) {
        var layer = layer(linear.name());
        var factors = Stream.of(Files.bf16(layer + down, rank, linear.in()),
                Files.bf16(layer + up, linear.out(), rank));
        return (alpha == null ? factors
                : Stream.concat(factors, Stream.of(new Tensor(layer + alpha, DType.F32,
                        List.of(), 4))))
                .toList();
    }
}
