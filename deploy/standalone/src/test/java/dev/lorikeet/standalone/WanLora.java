package dev.lorikeet.standalone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest LoRA that fits WAN 2.2 A14B. */
final class WanLora {
    private static final int WIDTH = 5120;

    private WanLora() {}

    /** @param fill makes files differ */
    static byte[] bytes(int fill) {
        return bytes(fill, 1);
    }

    /** @param rank how large it is: 20 kB for each */
    static byte[] bytes(int fill, int rank) {
        int half = WIDTH * 2 * rank;
        var header = """
                {"diffusion_model.blocks.0.self_attn.q.lora_A.weight":{"dtype":"BF16","shape":[%4$d,%1$d],"data_offsets":[0,%2$d]},
                "diffusion_model.blocks.0.self_attn.q.lora_B.weight":{"dtype":"BF16","shape":[%1$d,%4$d],"data_offsets":[%2$d,%3$d]}}"""
                .formatted(WIDTH, half, 2 * half, rank)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 2 * half)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .putInt(fill)
                .array();
    }
}
