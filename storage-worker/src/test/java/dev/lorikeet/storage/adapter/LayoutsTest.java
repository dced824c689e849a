package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.Adapter.Ranks;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.adapter.Files.bf16;
import static org.assertj.core.api.Assertions.assertThat;

/** Every way in which an adapter may be written, and what is read from it. */
final class LayoutsTest {
    private static final String LAYER = "lora_unet_input_blocks_1_1_proj_in";

    record Written(String name, List<Tensor> arrays, AdapterKind kind, int rank, long parameters) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Written written(String name, AdapterKind kind, int rank, long parameters, Tensor... arrays) {
        return new Written(name, List.of(arrays), kind, rank, parameters);
    }

    static Stream<Written> kinds() {
        return Stream.of(
                written("LoCon", AdapterKind.LORA, 4, 4 * 320 * 9 + 640 * 4,
                        bf16(LAYER + ".lora_down.weight", 4L, 320L, 3L, 3L),
                        bf16(LAYER + ".lora_up.weight", 640L, 4L, 1L, 1L)),
                written("LoCon with a core", AdapterKind.LORA, 4, 4 * 320 + 4 * 4 * 9 + 640 * 4,
                        bf16(LAYER + ".lora_down.weight", 4L, 320L, 1L, 1L),
                        bf16(LAYER + ".lora_mid.weight", 4L, 4L, 3L, 3L),
                        bf16(LAYER + ".lora_up.weight", 640L, 4L, 1L, 1L)),
                written("PEFT with a bias", AdapterKind.LORA, 8, 8 * 64 * 2 + 64,
                        bf16("diffusion_model.blocks.0.ffn.0.lora_A.weight", 8L, 64L),
                        bf16("diffusion_model.blocks.0.ffn.0.lora_B.weight", 64L, 8L),
                        bf16("diffusion_model.blocks.0.ffn.0.lora_B.bias", 64L)),
                written("XLabs", AdapterKind.LORA, 16, 2 * 16 * 3072,
                        bf16("double_blocks.0.processor.proj_lora1.down.weight", 16L, 3072L),
                        bf16("double_blocks.0.processor.proj_lora1.up.weight", 3072L, 16L)),
                written("DoRA of kohya", AdapterKind.DORA, 4, 4 * 64 * 2 + 64,
                        bf16(LAYER + ".lora_down.weight", 4L, 64L), bf16(LAYER + ".lora_up.weight", 64L, 4L),
                        bf16(LAYER + ".dora_scale", 64L, 1L)),
                written("DoRA of PEFT", AdapterKind.DORA, 4, 4 * 64 * 2 + 64,
                        bf16("blocks.0.ffn.0.lora_A.default.weight", 4L, 64L),
                        bf16("blocks.0.ffn.0.lora_B.default.weight", 64L, 4L),
                        bf16("blocks.0.ffn.0.lora_magnitude_vector.default.weight", 64L)),
                written("LoHa", AdapterKind.LOHA, 4, 2 * 4 * (64 + 32),
                        bf16(LAYER + ".hada_w1_a", 64L, 4L), bf16(LAYER + ".hada_w1_b", 4L, 32L),
                        bf16(LAYER + ".hada_w2_a", 64L, 4L), bf16(LAYER + ".hada_w2_b", 4L, 32L)),
                written("LoHa with cores", AdapterKind.LOHA, 4, 2 * (4 * (64 + 32) + 4 * 4 * 9),
                        bf16(LAYER + ".hada_w1_a", 4L, 64L), bf16(LAYER + ".hada_w1_b", 4L, 32L),
                        bf16(LAYER + ".hada_t1", 4L, 4L, 3L, 3L), bf16(LAYER + ".hada_w2_a", 4L, 64L),
                        bf16(LAYER + ".hada_w2_b", 4L, 32L), bf16(LAYER + ".hada_t2", 4L, 4L, 3L, 3L)),
                written("LoKr of one whole side", AdapterKind.LOKR, 8, 16 * 16 + 8 * (320 + 320),
                        bf16(LAYER + ".lokr_w1", 16L, 16L), bf16(LAYER + ".lokr_w2_a", 320L, 8L),
                        bf16(LAYER + ".lokr_w2_b", 8L, 320L)),
                written("LoKr of factors", AdapterKind.LOKR, 8, 2 * (16 + 16) + 8 * (320 + 320),
                        bf16(LAYER + ".lokr_w1_a", 16L, 2L), bf16(LAYER + ".lokr_w1_b", 2L, 16L),
                        bf16(LAYER + ".lokr_w2_a", 320L, 8L), bf16(LAYER + ".lokr_w2_b", 8L, 320L)),
                written("LoKr of whole sides", AdapterKind.LOKR, 0, 16 * 16 + 320 * 320,
                        bf16(LAYER + ".lokr_w1", 16L, 16L), bf16(LAYER + ".lokr_w2", 320L, 320L)),
                written("LoKr with a core", AdapterKind.LOKR, 4, 16 + 4 * (32 + 16) + 4 * 4 * 9,
                        bf16(LAYER + ".lokr_w1", 4L, 4L), bf16(LAYER + ".lokr_w2_a", 4L, 32L),
                        bf16(LAYER + ".lokr_w2_b", 4L, 16L), bf16(LAYER + ".lokr_t2", 4L, 4L, 3L, 3L)),
                written("GLoRA", AdapterKind.GLORA, 4, 4 * (32 + 32 + 64 + 32),
                        bf16(LAYER + ".a1.weight", 32L, 4L), bf16(LAYER + ".a2.weight", 4L, 32L),
                        bf16(LAYER + ".b1.weight", 64L, 4L), bf16(LAYER + ".b2.weight", 4L, 32L)),
                written("GLoRA as it was", AdapterKind.GLORA, 4, 4 * (32 + 32 + 64 + 32),
                        bf16(LAYER + ".a1.weight", 4L, 32L), bf16(LAYER + ".a2.weight", 32L, 4L),
                        bf16(LAYER + ".b1.weight", 4L, 32L), bf16(LAYER + ".b2.weight", 64L, 4L)),
                written("OFT", AdapterKind.OFT, 0, 8 * 40 * 40 + 320, bf16(LAYER + ".oft_blocks", 8L, 40L, 40L),
                        bf16(LAYER + ".rescale", 320L, 1L)),
                written("BOFT", AdapterKind.BOFT, 0, 3 * 8 * 40 * 40, bf16(LAYER + ".oft_blocks", 3L, 8L, 40L, 40L)),
                written("IA3", AdapterKind.IA3, 0, 320, bf16(LAYER + ".weight", 320L), bf16(LAYER + ".on_input")),
                written("whole differences", AdapterKind.DIFF, 0, 64 * 32 + 64 + 6 * 64 + 5 + 7 + 9,
                        bf16("diffusion_model.blocks.0.ffn.0.diff", 64L, 32L),
                        bf16("diffusion_model.blocks.0.ffn.0.diff_b", 64L),
                        bf16("diffusion_model.blocks.0.diff_m", 1L, 6L, 64L),
                        bf16("diffusion_model.blocks.0.norm3.w_norm", 5L),
                        bf16("diffusion_model.blocks.0.norm3.b_norm", 7L),
                        bf16("diffusion_model.x.set_weight", 9L), bf16("diffusion_model.x.reshape_weight", 2L)),
                written("LoRA and LoHa in one file", AdapterKind.MIXED, 4, 4 * 64 * 2 + 2 * 4 * (64 + 32),
                        bf16("lora_unet_x.lora_down.weight", 4L, 64L), bf16("lora_unet_x.lora_up.weight", 64L, 4L),
                        bf16(LAYER + ".hada_w1_a", 64L, 4L), bf16(LAYER + ".hada_w1_b", 4L, 32L),
                        bf16(LAYER + ".hada_w2_a", 64L, 4L), bf16(LAYER + ".hada_w2_b", 4L, 32L)));
    }

    @ParameterizedTest
    @MethodSource
    void kinds(Written written) {
        var adapter = Files.facts(Files.file(written.arrays().stream())).adapter();
        assertThat(adapter.kind()).isEqualTo(written.kind());
        assertThat(adapter.ranks()).isEqualTo(
                written.rank() == 0 ? null : new Ranks(written.rank(), written.rank(), written.rank()));
        assertThat(adapter.parameters()).isEqualTo(written.parameters());
        assertThat(adapter.dtype()).isEqualTo("BF16");
    }

    @ParameterizedTest
    @EnumSource
    void everyTrainersLayoutOfWan14BIsRead(Layout layout) {
        var facts = Files.facts(Files.lora(layout, 32, Linear.wan(WanSize.A14B, 40)));
        assertThat(facts.adapter()).isEqualTo(new Adapter(AdapterKind.LORA, new Ranks(32, 32, 32), null, "BF16", 400,
                4_792_320L * 32));
        assertThat(facts.baseModel().family()).isEqualTo("wan");
        assertThat(facts.baseModel().variant()).isEqualTo("a14b");
    }

    @ParameterizedTest
    @EnumSource
    void everyTrainersLayoutOfOtherModelsIsRead(Layout layout) {
        assertThat(Files.facts(Files.lora(layout, 16, Linear.flux())).baseModel().family()).isEqualTo("flux");
        assertThat(Files.facts(Files.lora(layout, 16, Linear.sdxl())).baseModel().family()).isEqualTo("sdxl");
        assertThat(Files.facts(Files.lora(layout, 16, Linear.unet(768))).baseModel().family()).isEqualTo("sd15");
    }

    @Test
    void layersMayDifferInRank() {
        var file = Files.file(Stream.of("4-a", "8-a", "8-b", "64-a")
                .flatMap(name -> Layout.KOHYA.arrays(new Linear(name, 64, 64),
                        Long.parseLong(name.substring(0, name.indexOf('-')))).stream()));
        assertThat(Files.facts(file).adapter().ranks()).isEqualTo(new Ranks(4, 8, 64));
    }

    @Test
    void patchesOfNormsAndBiasesLeaveALoraALora() {
        var file = Files.with(Files.lora(Layout.LIGHTX2V, 64, Linear.wan(WanSize.A14B, 40)),
                bf16("diffusion_model.blocks.0.self_attn.q.diff_b", 5120L),
                bf16("diffusion_model.blocks.0.norm3.diff", 5120L),
                bf16("diffusion_model.blocks.0.diff_m", 1L, 6L, 5120L),
                bf16("diffusion_model.head.head.diff", 64L, 5120L),
                bf16("diffusion_model.time_projection.1.diff_b", 30_720L));
        var adapter = Files.facts(file).adapter();
        assertThat(adapter.kind()).isEqualTo(AdapterKind.LORA);
        assertThat(adapter.modules()).isEqualTo(404);
        assertThat(adapter.parameters()).isEqualTo(4_792_320L * 64 + 5120 + 5120 + 6 * 5120 + 64 * 5120 + 30_720);
    }

    @Test
    void theUsualTypeIsThatOfMostBytes() {
        var file = Files.file(Stream.of(Files.array(DType.F16, "x.lora_down.weight", 4L, 64L),
                Files.array(DType.F8_E4M3, "x.lora_up.weight", 64L, 4L), Files.array(DType.I64, "x.alpha")));
        assertThat(Files.facts(file).adapter().dtype()).isEqualTo("F16");
    }

    @Test
    void alphaIsTakenFromTheMetadata() {
        var file = Files.lora(Layout.KOHYA, 32, Linear.wan(WanSize.B5, 2));
        assertThat(alpha(file, Map.of("ss_network_alpha", "16.0"))).isEqualTo(16);
        assertThat(alpha(file, Map.of("ss_network_alpha", "None", "lora_adapter_metadata",
                "{\"transformer.r\": 32, \"transformer.lora_alpha\": 8}"))).isEqualTo(8);
        assertThat(alpha(file, Map.of("ss_network_alpha", "0"))).as("the rank").isNull();
        assertThat(alpha(file, Map.of("ss_network_alpha", "1e400"))).isNull();
        assertThat(alpha(file, Map.of("lora_adapter_metadata", "{\"transformer.lora_alpha\": [8]}"))).isNull();
        assertThat(alpha(file, Map.of())).isNull();
    }

    private static @Nullable Double alpha(TensorFile file,
            Map<String, String> metadata) {
        return Files.facts(Files.with(file, metadata)).adapter().alpha();
    }

    @Test
    void aControlLoraOfFluxIsALora() {
        var file = Files.with(Files.lora(Layout.QWEN_DEFAULT, 128, Linear.flux()),
                bf16("img_in.lora_A.weight", 128L, 128L), bf16("img_in.lora_B.weight", 3072L, 128L),
                bf16("single_blocks.0.norm.key_norm.scale", 128L));
        var facts = Files.facts(file);
        assertThat(facts.adapter().kind()).isEqualTo(AdapterKind.LORA);
        assertThat(facts.baseModel().family()).isEqualTo("flux");
        assertThat(facts.warnings()).anyMatch(warning -> warning.contains("control picture"));
    }
}
