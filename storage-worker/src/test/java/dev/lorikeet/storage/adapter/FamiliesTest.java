package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which model the names of the layers belong to; sizes only where names are shared. */
final class FamiliesTest {
    record Row(String family, @Nullable String version, @Nullable String variant, Layout layout, List<Linear> layers) {
        @Override
        public String toString() {
            return family + " by " + layers.getFirst().name() + " " + layers.getFirst().out() + "×"
                    + layers.getFirst().in() + " of " + layout;
        }
    }

    private static Row row(String family, Layout layout, Linear... layers) {
        return new Row(family, null, null, layout, List.of(layers));
    }

    private static Row row(String family, @Nullable String version, @Nullable String variant, Linear... layers) {
        return new Row(family, version, variant, Layout.COMFY, List.of(layers));
    }

    private static Linear layer(String name, long out, long in) {
        return new Linear(name, out, in);
    }

    static Stream<Row> table() {
        return Stream.of(
                row("cosmos", Layout.COMFY, layer("blocks.0.mlp.layer1", 20_480, 5120)),
                row("cosmos", Layout.KOHYA, layer("blocks.0.adaln_modulation_self_attn.1", 256, 5120)),
                row("cosmos", Layout.COMFY, layer("blocks.3.self_attn.q_proj", 5120, 5120)),
                row("cosmos", Layout.KOHYA, layer("blocks.3.cross_attn.output_proj", 5120, 5120)),
                row("hunyuan-video", Layout.KOHYA, layer("double_blocks.0.img_mod.linear", 18_432, 3072)),
                row("hunyuan-video", Layout.KOHYA, layer("double_blocks.0.img_mlp.fc1", 12_288, 3072)),
                row("hunyuan-video", Layout.COMFY, layer("double_blocks.0.img_attn_qkv", 9216, 3072)),
                row("hunyuan-video", Layout.COMFY, layer("single_blocks.0.linear1", 21_504, 3072),
                        layer("txt_in.individual_token_refiner.blocks.0.self_attn_qkv", 9216, 3072)),
                row("hunyuan-video", Layout.KOHYA, layer("single_blocks.39.linear1", 21_504, 3072)),
                row("hunyuan-video", Layout.KOHYA, layer("double_blocks.19.img_attn_qkv", 9216, 3072)),
                row("hunyuan-video", "1.5", null, layer("double_blocks.0.img_attn_qkv", 9216, 3072),
                        layer("byt5_in.fc1", 2048, 1472), layer("vision_in.proj.1", 1152, 1152)),
                row("hunyuan-image", Layout.COMFY, layer("double_blocks.0.img_attn_qkv", 9216, 3072),
                        layer("byt5_in.fc1", 2048, 1472)),
                row("hunyuan-video", Layout.DIFFUSERS, layer("single_transformer_blocks.39.attn.to_q", 3072, 3072)),
                row("hunyuan-video", Layout.DIFFUSERS, layer("single_transformer_blocks.0.attn.to_q", 3072, 3072),
                        layer("context_embedder.token_refiner.refiner_blocks.0.attn.to_q", 3072, 3072)),
                row("flux", Layout.KOHYA, layer("double_blocks.0.img_attn.qkv", 9216, 3072)),
                row("flux", Layout.KOHYA, layer("single_blocks.37.linear1", 21_504, 3072)),
                row("flux", Layout.DIFFUSERS, layer("single_transformer_blocks.37.attn.to_q", 3072, 3072),
                        layer("transformer_blocks.0.ff.net.0.proj", 12_288, 3072)),
                row("flux", Layout.DIFFUSERS, layer("transformer_blocks.3.attn.add_k_proj", 3072, 3072),
                        layer("transformer_blocks.3.attn.to_q", 3072, 3072)),
                row("flux2", null, "klein-9b", layer("double_blocks.0.img_attn.qkv", 12_288, 4096)),
                row("flux2", null, "dev", layer("single_blocks.47.linear2", 6144, 24_576)),
                row("flux2", null, "klein-4b", layer("double_blocks.0.img_mlp.0", 18_432, 3072),
                        layer("double_blocks.0.img_attn.proj", 3072, 3072)),
                row("flux2", null, "klein-4b", layer("single_blocks.0.linear1", 27_648, 3072)),
                row("flux2", null, "klein-4b", layer("double_blocks.0.img_attn.qkv", 9216, 3072),
                        layer("txt_in", 3072, 7680)),
                row("flux2", null, "klein-9b", layer("double_blocks.0.img_attn.qkv", 12_288, 4096),
                        layer("txt_in", 4096, 12_288)),
                row("flux2", null, "dev", layer("single_transformer_blocks.0.attn.to_qkv_mlp_proj", 55_296, 6144),
                        layer("context_embedder", 6144, 15_360)),
                row("flux2", null, "klein-9b", layer("single_transformer_blocks.0.attn.to_qkv_mlp_proj", 36_864, 4096),
                        layer("transformer_blocks.0.ff.linear_in", 24_576, 4096)),
                row("chroma", Layout.COMFY, layer("double_blocks.0.img_attn.qkv", 9216, 3072),
                        layer("distilled_guidance_layer.layers.0.in_layer", 5120, 5120)),
                row("qwen-image", Layout.COMFY, layer("transformer_blocks.59.attn.add_k_proj", 3072, 3072)),
                row("qwen-image", Layout.KOHYA, layer("transformer_blocks.0.img_mlp.net.0.proj", 12_288, 3072)),
                row("qwen-image", Layout.DIFFUSERS, layer("transformer_blocks.0.img_mod.1", 18_432, 3072)),
                row("ltx-video", Layout.COMFY, layer("transformer_blocks.27.attn1.to_q", 2048, 2048)),
                row("ltx-video", Layout.DIFFUSERS, layer("transformer_blocks.47.attn2.to_k", 4096, 4096)),
                row("ltx-video", "2", null, layer("transformer_blocks.0.attn1.to_q", 4096, 4096),
                        layer("transformer_blocks.0.audio_to_video_attn.to_q", 4096, 2048)),
                row("unknown", Layout.DIFFUSERS, layer("transformer_blocks.0.attn1.to_q", 1152, 1152)),
                row("sd3", Layout.KOHYA, layer("joint_blocks.0.x_block.attn.qkv", 4608, 1536)),
                row("sd3", Layout.DIFFUSERS, layer("transformer_blocks.0.ff_context.net.0.proj", 6144, 1536)),
                row("sd3", "3.5", "large", layer("transformer_blocks.37.norm1_context.linear", 14_592, 2432)),
                row("z-image", Layout.COMFY, layer("layers.0.attention.to_q", 3840, 3840)),
                row("z-image", Layout.KOHYA, layer("layers.0.feed_forward.w1", 10_240, 3840)),
                row("z-image", Layout.COMFY, layer("context_refiner.0.attention.qkv", 11_520, 3840)),
                row("z-image", Layout.COMFY, layer("layers.0.adaLN_modulation.0", 15_360, 256)),
                row("lumina2", Layout.COMFY, layer("layers.0.attention.qkv", 4608, 2304)),
                row("sdxl", Layout.KOHYA,
                        layer("down_blocks.2.attentions.0.transformer_blocks.9.attn1.to_q", 1280, 1280)),
                row("sdxl", Layout.KOHYA, layer("input_blocks.7.1.transformer_blocks.2.attn1.to_q", 1280, 1280)),
                row("sdxl", Layout.KOHYA,
                        layer("down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k", 640, 2048)),
                row("sd15", Layout.KOHYA, layer("mid_block.attentions.0.transformer_blocks.0.attn2.to_v", 1280, 768)),
                row("sd2", Layout.KOHYA, layer("output_blocks.3.1.transformer_blocks.0.attn2.to_k", 1280, 1024)),
                row("sd-unet", Layout.KOHYA,
                        layer("up_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q", 640, 640)),
                row("krea2", Layout.COMFY, layer("blocks.0.attn.gate", 3072, 3072)),
                row("krea2", Layout.KOHYA, layer("blocks.0.mlp.gate", 8192, 3072),
                        layer("blocks.0.mlp.up", 8192, 3072)),
                row("hidream", Layout.COMFY, layer("double_stream_blocks.0.block.attn1.to_q", 2560, 2560)),
                row("mochi", Layout.MOCHI, layer("blocks.0.attn.qkv_x", 9216, 3072), layer("t5_yproj", 1536, 4096)),
                row("wan", Layout.RAW_PEFT, layer("blocks.0.ffn.2", 7, 5)),
                row("wan", Layout.COMFY, layer("head.head", 7, 5)),
                row("unknown", Layout.COMFY, layer("something.else", 7, 5)));
    }

    @ParameterizedTest
    @MethodSource
    void table(Row row) {
        var facts = Files.facts(Files.lora(row.layout(), 8, row.layers().stream()), "wan_high_noise.safetensors");
        assertThat(facts.baseModel().family()).isEqualTo(row.family());
        assertThat(facts.baseModel().evidence()).isNotEmpty();
        if (!row.family().equals("wan")) {
            assertThat(facts.baseModel().version()).isEqualTo(row.version());
            assertThat(facts.baseModel().variant()).isEqualTo(row.variant());
            assertThat(facts.expert().expert()).as("only WAN has experts").isEqualTo(NoiseExpert.UNKNOWN);
        }
    }

    @Test
    void anUnknownModelIsAWarningAndNoFault() {
        var facts = Files.facts(Files.lora(Layout.COMFY, 8, Stream.of(layer("something.else", 7, 5))));
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(facts.warnings()).containsExactly("It could not be told which model this LoRA is for.");
    }

    @Test
    void whatLayersLeaveOpenTheTrainerMayHaveWrittenDown() {
        var unknown = Files.lora(Layout.COMFY, 8, Stream.of(layer("something.else", 7, 5)));
        assertThat(family(unknown, "ss_base_model_version", "sdxl_base_v1-0")).isEqualTo("sdxl");
        assertThat(family(unknown, "modelspec.architecture", "hunyuan-image-2.1/lora")).isEqualTo("hunyuan-image");
        assertThat(family(unknown, "ss_base_model_version", "flux_2_klein")).isEqualTo("flux2");
        assertThat(family(unknown, "ss_base_model_version", "Illustrious")).isEqualTo("unknown");
        var unet = Files.lora(Layout.KOHYA, 8,
                Stream.of(layer("up_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q", 640, 640)));
        assertThat(family(unet, "ss_base_model_version", "sd_v1")).isEqualTo("sd15");
        assertThat(family(unet, "ss_v2", "True")).isEqualTo("sd2");
        assertThat(family(Files.lora(Layout.KOHYA, 8, Linear.flux()), "ss_base_model_version", "chroma"))
                .isEqualTo("chroma");
        assertThat(family(Files.lora(Layout.KOHYA, 8, Linear.flux()), "ss_base_model_version", "wan"))
                .as("names come first")
                .isEqualTo("flux");
    }

    @Test
    void textEncodersTellWhereNothingElseIsThere() {
        assertThat(family(encoder("lora_te_", 768))).isEqualTo("sd15");
        assertThat(family(encoder("lora_te_", 1024))).isEqualTo("sd2");
        assertThat(family(Files.with(encoder("lora_te1_", 768),
                encoder("lora_te2_", 1280).tensors().toArray(Tensor[]::new))))
                .isEqualTo("sdxl");
        assertThat(family(Files.with(Files.lora(Layout.KOHYA, 8, Linear.flux()),
                encoder("lora_te1_", 768).tensors().toArray(Tensor[]::new))))
                .isEqualTo("flux");
    }

    private static TensorFile encoder(String prefix, long width) {
        var layer = prefix + "text_model_encoder_layers_0_self_attn_q_proj";
        return Files.file(Stream.of(Files.bf16(layer + ".lora_down.weight", 8L, width),
                Files.bf16(layer + ".lora_up.weight", width, 8L)));
    }

    private static String family(TensorFile file) {
        return Files.facts(file).baseModel().family();
    }

    private static String family(TensorFile file, String key, String value) {
        return family(Files.with(file, Map.of(key, value)));
    }
}
