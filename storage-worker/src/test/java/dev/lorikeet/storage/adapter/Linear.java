package dev.lorikeet.storage.adapter;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A layer of a model that trainers train, as the model calls it. */
record Linear(String name, long out, long in) {

    static Stream<Linear> wan(WanSize size, int blocks) {
        return wan(width(size), feedForward(size), blocks);
    }

    static Stream<Linear> wan(long width, long feedForward, int blocks) {
        return IntStream.range(0, blocks)
                .mapToObj(block -> "blocks." + block + ".")
                .flatMap(block -> Stream.concat(
                        Stream.of("self_attn.", "cross_attn.")
                                .flatMap(attention -> Stream.of("q", "k", "v", "o").map(attention::concat))
                                .map(name -> new Linear(block + name, width, width)),
                        Stream.of(new Linear(block + "ffn.0", feedForward, width),
                                new Linear(block + "ffn.2", width, feedForward))));
    }

    static Stream<Linear> wanOfDiffusers(long width, long feedForward, int blocks) {
        return IntStream.range(0, blocks)
                .mapToObj(block -> "blocks." + block + ".")
                .flatMap(block -> Stream.concat(
                        Stream.of("attn1.", "attn2.")
                                .flatMap(attention -> Stream.of("to_q", "to_k", "to_v", "to_out.0")
                                        .map(attention::concat))
                                .map(name -> new Linear(block + name, width, width)),
                        Stream.of(new Linear(block + "ffn.net.0.proj", feedForward, width),
                                new Linear(block + "ffn.net.2", width, feedForward))));
    }

    static Stream<Linear> imageLayers(int blocks) {
        return IntStream.range(0, blocks)
                .boxed()
                .flatMap(block -> Stream.of("k_img", "v_img")
                        .map(name -> new Linear("blocks." + block + ".cross_attn." + name, 5120, 5120)));
    }

    static Stream<Linear> flux() {
        return Stream.concat(
                IntStream.range(0, 19)
                        .mapToObj(block -> "double_blocks." + block + ".")
                        .flatMap(block -> Stream.of(
                                new Linear(block + "img_attn.qkv", 9216, 3072),
                                new Linear(block + "img_attn.proj", 3072, 3072),
                                new Linear(block + "img_mlp.0", 12_288, 3072),
                                new Linear(block + "img_mlp.2", 3072, 12_288),
                                new Linear(block + "img_mod.lin", 18_432, 3072))),
                IntStream.range(0, 38)
                        .mapToObj(block -> "single_blocks." + block + ".")
                        .flatMap(block -> Stream.of(
                                new Linear(block + "linear1", 21_504, 3072),
                                new Linear(block + "linear2", 3072, 15_360))));
    }

    static Stream<Linear> sdxl() {
        return Stream.of("down_blocks.1.attentions.0", "up_blocks.0.attentions.1", "mid_block.attentions.0")
                .flatMap(place -> IntStream.range(0, 10)
                        .mapToObj(depth -> place + ".transformer_blocks." + depth + "."))
                .flatMap(block -> Stream.of(new Linear(block + "attn1.to_q", 1280, 1280),
                        new Linear(block + "attn2.to_k", 1280, 2048)));
    }

    /** Of Stable Diffusion 1 and 2, which differ in what their cross-attention takes. */
    static Stream<Linear> unet(long text) {
        return Stream.of("down_blocks.0.attentions.0", "mid_block.attentions.0", "up_blocks.1.attentions.2")
                .map(place -> place + ".transformer_blocks.0.")
                .flatMap(block -> Stream.of(new Linear(block + "attn1.to_q", 320, 320),
                        new Linear(block + "attn2.to_k", 320, text)));
    }

    private static long width(WanSize size) {
        return switch (size) {
            case A14B -> 5120;
            case B5 -> 3072;
            case B1_3 -> 1536;
        };
    }

    private static long feedForward(WanSize size) {
        return switch (size) {
            case A14B -> 13_824;
            case B5 -> 14_336;
            case B1_3 -> 8960;
        };
    }
}
