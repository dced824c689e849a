package dev.lorikeet.storage.adapter;

import java.util.Map;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.storage.file.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.lorikeet.storage.adapter.Files.bf16;
import static org.assertj.core.api.Assertions.assertThat;

/** Which signs speak for which WAN, and how much each is worth. */
final class WanEvidenceTest {
    private static final TensorFile A14B = Files.lora(Layout.AI_TOOLKIT, 16, Linear.wan(WanSize.A14B, 40));

    private static LoraFacts withKeys(TensorFile file, String name, Long... shape) {
        return Files.facts(Files.with(file, bf16(name, shape)));
    }

    private static LoraFacts saying(String key, String value) {
        return Files.facts(Files.with(A14B, Map.of(key, value)));
    }

    @ParameterizedTest
    @EnumSource
    void theWidthOfTheAttentionGivesTheSize(WanSize size) {
        var model = Files.facts(Files.lora(Layout.KOHYA, 16, Linear.wan(size, 30))).baseModel();
        assertThat(model.variant()).isEqualTo(size.variant());
        assertThat(model.family()).isEqualTo("wan");
    }

    @ParameterizedTest
    @CsvSource({"13824, 5120, a14b", "14336, 3072, 5b", "8960, 1536, 1.3b", "14336, 5120, ", "64, 32, "})
    void theFeedForwardAloneGivesTheSizeToo(long out, long in, String variant) {
        var layers = Stream.of(new Linear("blocks.3.ffn.0", out, in), new Linear("blocks.3.ffn.2", in, out));
        assertThat(Files.facts(Files.lora(Layout.AI_TOOLKIT, 8, layers)).baseModel().variant()).isEqualTo(variant);
    }

    @Test
    void sizesAreReadInTheNamesOfDiffusersToo() {
        var model = Files.facts(Files.lora(Layout.DIFFUSERS, 8, Linear.wanOfDiffusers(3072, 14_336, 30))).baseModel();
        assertThat(model.family()).isEqualTo("wan");
        assertThat(model.variant()).isEqualTo("5b");
    }

    @Test
    void a14BWithoutFurtherSignsLeavesVersionTaskAndExpertOpen() {
        var facts = Files.facts(A14B);
        assertThat(facts.baseModel().version()).isNull();
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.UNKNOWN);
        assertThat(facts.baseModel().confidence()).as("what it does claim is certain").isEqualTo(Confidence.CERTAIN);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.UNKNOWN);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(facts.warnings()).containsExactly(
                "The file does not tell whether it was trained on WAN 2.1 or WAN 2.2.",
                "The file does not tell which noise expert of WAN 2.2 it was trained for.");
    }

    @Test
    void the5BIsOfVersion22TakesBothAndHasNoExperts() {
        var facts = Files.facts(Files.lora(Layout.KOHYA, 16, Linear.wan(WanSize.B5, 30)),
                "wan22_5B_low_light.safetensors");
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.TEXT_OR_IMAGE_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.UNKNOWN);
        assertThat(facts.warnings()).isEmpty();
    }

    @Test
    void the13BIsOfVersion21() {
        var facts = Files.facts(Files.lora(Layout.KOHYA, 16, Linear.wan(WanSize.B1_3, 30)), "style_high.safetensors");
        assertThat(facts.baseModel().version()).isEqualTo("2.1");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.TEXT_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).as("its task is a guess").isEqualTo(Confidence.LOW);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"A14B, 40", "B5, 30", "B1_3, 30"})
    void blocksBeyondTheLastAreNotOfThatModel(WanSize size, int blocks) {
        var within = Files.facts(Files.lora(Layout.KOHYA, 4, Linear.wan(size, blocks)));
        assertThat(within.baseModel().variant()).isEqualTo(size.variant());
        var beyond = Files.facts(Files.lora(Layout.KOHYA, 4, Linear.wan(size, blocks + 1)));
        assertThat(beyond.baseModel().variant()).isNull();
        assertThat(beyond.warnings()).contains(
                "It has layers for block " + blocks + ", more than WAN models of this size have.");
    }

    @ParameterizedTest
    @CsvSource({"16, TEXT_TO_VIDEO", "36, IMAGE_TO_VIDEO"})
    void theEntranceGivesTheTask(long channels, VideoTask task) {
        var facts = withKeys(A14B, "diffusion_model.patch_embedding.diff", 5120L, channels, 1L, 2L, 2L);
        assertThat(facts.baseModel().task()).isEqualTo(task);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void theEntranceGivesSpecialModelsAway() {
        assertThat(withKeys(A14B, "diffusion_model.patch_embedding.diff", 5120L, 48L, 1L, 2L, 2L).warnings())
                .contains("It was trained for WAN Fun-Control and changes how pictures enter the model.");
        assertThat(withKeys(A14B, "diffusion_model.patch_embedding.diff", 5120L, 32L, 1L, 2L, 2L).warnings())
                .contains("It was trained for a WAN with camera control and changes how pictures enter the model.");
        var of5b = Files.file(Stream.of(bf16("diffusion_model.patch_embedding.diff", 3072L, 48L, 1L, 2L, 2L)));
        assertThat(Files.facts(of5b).baseModel().variant()).isEqualTo("5b");
        assertThat(Files.facts(of5b).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192, 3072, 5b", "64, 5120, a14b", "64, 1536, 1.3b"})
    void theExitGivesTheSize(long out, long in, String variant) {
        var file = Files.file(Stream.of(bf16("diffusion_model.head.head.diff", out, in)));
        assertThat(Files.facts(file).baseModel().variant()).isEqualTo(variant);
    }

    @Test
    void positionsOfFramesAreOfFirstAndLastFrameModels() {
        var facts = withKeys(A14B, "diffusion_model.img_emb.emb_pos.diff", 1L, 514L, 1280L);
        assertThat(facts.baseModel().version()).isEqualTo("2.1");
        assertThat(facts.baseModel().variant()).isEqualTo("14b");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.IMAGE_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void layersOfVaceAreNamed() {
        var file = Files.with(A14B, bf16("diffusion_model.vace_blocks.0.ffn.0.lora_A.weight", 16L, 5120L),
                bf16("diffusion_model.vace_blocks.0.ffn.0.lora_B.weight", 13_824L, 16L));
        assertThat(Files.facts(file).warnings()).contains("1 layer of VACE will be ignored by models without VACE.");
    }

    @Test
    void layersForPicturesUsuallyMean21AndAreIgnoredBy22() {
        var facts = Files.facts(Files.lora(Layout.KOHYA, 16,
                Stream.concat(Linear.wan(WanSize.A14B, 40), Linear.imageLayers(40))));
        assertThat(facts.baseModel().version()).isEqualTo("2.1");
        assertThat(facts.baseModel().variant()).as("not certain enough for 14b").isEqualTo("a14b");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.IMAGE_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(facts.warnings()).contains("80 layers for pictures (k_img, v_img, img_emb) will be ignored by"
                + " WAN 2.2, which has no such layers.");
    }

    @Test
    void layersForPicturesInADistilled22DoNotMakeIt21() {
        var file = Files.lora(Layout.LIGHTX2V, 64,
                Stream.concat(Linear.wan(WanSize.A14B, 40), Linear.imageLayers(40)));
        var facts = Files.facts(file, "wan2.2_i2v_A14b_high_noise_lora_rank64_lightx2v_4step.safetensors");
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().variant()).isEqualTo("a14b");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.IMAGE_TO_VIDEO);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.HIGH);
        assertThat(facts.warnings()).anyMatch(warning -> warning.startsWith("80 layers for pictures"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"wan_2.1, 2.1, 14b", "wan_2.2_14b, 2.2, a14b", "wan, -, a14b"})
    void whatAiToolkitWritesDownIsBelieved(String value, String version, String variant) {
        var model = saying("ss_base_model_version", value).baseModel();
        assertThat(model.version()).isEqualTo(version);
        assertThat(model.variant()).isEqualTo(variant);
    }

    @Test
    void shapesAreBelievedBeforeWords() {
        var model = saying("ss_base_model_version", "wan_2.2_5b").baseModel();
        assertThat(model.variant()).isEqualTo("a14b");
        var unshaped = Files.with(Files.file(Stream.of(bf16("diffusion_model.blocks.0.self_attn.norm_q.diff", 3072L))),
                Map.of("ss_base_model_version", "wan_2.2_5b"));
        assertThat(Files.facts(unshaped).baseModel().variant()).isEqualTo("5b");
    }

    @Test
    void whatMusubiWritesForBothVersionsSaysNothing() {
        var facts = Files.facts(Files.with(A14B, Map.of("modelspec.architecture", "wan2.1/lora",
                "modelspec.implementation", "https://github.com/Wan-Video/Wan2.1", "ss_base_model_version", "wan")));
        assertThat(facts.baseModel().version()).isNull();
        assertThat(facts.baseModel().variant()).isEqualTo("a14b");
    }

    @Test
    void theFileItWasTrainedOnIsBelievedAndItsDirectoryNotShown() {
        var facts = saying("ss_sd_model_name", "C:\\Users\\jane\\models\\wan2.2_t2v_low_noise_14B_fp16.safetensors");
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.TEXT_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.HIGH);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.LOW);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.HIGH);
        assertThat(facts.toString()).doesNotContain("jane").doesNotContain("Users");
    }

    @ParameterizedTest
    @CsvSource({"'0,900', IMAGE_TO_VIDEO, LOW", "'900,1000', IMAGE_TO_VIDEO, HIGH", "'0,875', TEXT_TO_VIDEO, LOW",
            "'875,1000', TEXT_TO_VIDEO, HIGH"})
    void theTimeStepsGiveVersionTaskAndExpert(String range, VideoTask task, NoiseExpert expert) {
        var facts = saying("modelspec.timestep_range", range);
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().task()).isEqualTo(task);
        assertThat(facts.expert().expert()).isEqualTo(expert);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.HIGH);
    }

    @ParameterizedTest
    @CsvSource({"'0,1000'", "'100,900'", "'a,b'", "''", "'0,99999999999'"})
    void otherTimeStepsGiveNothing(String range) {
        assertThat(saying("modelspec.timestep_range", range).baseModel().version()).isNull();
    }

    @Test
    void aCombinedFileIsForBothExperts() {
        var both = Files.file(Stream.of("transformer_1.", "transformer_2.")
                .flatMap(part -> Linear.wan(WanSize.A14B, 40)
                        .map(layer -> new Linear(part + layer.name(), layer.out(), layer.in())))
                .flatMap(layer -> Layout.AI_TOOLKIT.arrays(layer, 16).stream()));
        var facts = Files.facts(both, "style_high_noise.safetensors");
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.BOTH);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().variant()).isEqualTo("a14b");
        assertThat(facts.adapter().modules()).isEqualTo(800);
    }

    @ParameterizedTest
    @CsvSource({"diffusion_model.transformer_1., HIGH", "diffusion_model.transformer_2., LOW", "transformer_2., LOW"})
    void layersKeptForOneExpertAreForThatOne(String prefix, NoiseExpert expert) {
        var file = Files.file(Stream.of(bf16(prefix + "blocks.0.self_attn.q.lora_A.weight", 16L, 5120L),
                bf16(prefix + "blocks.0.self_attn.q.lora_B.weight", 5120L, 16L)));
        assertThat(Files.facts(file).expert().expert()).isEqualTo(expert);
    }

    @Test
    void diffusersKeepsTheTwoExpertsByItsOwnPrefixes() {
        var file = Files.with(Files.lora(Layout.DIFFUSERS, 16, Linear.wan(WanSize.A14B, 1)),
                bf16("transformer_2.blocks.0.ffn.0.lora_A.weight", 16L, 5120L),
                bf16("transformer_2.blocks.0.ffn.0.lora_B.weight", 13_824L, 16L));
        assertThat(Files.facts(file).expert().expert()).isEqualTo(NoiseExpert.BOTH);
    }

    @Test
    void aMainModelsOwnNameIsBelieved() {
        var facts = saying("model_type", "Wan2_2-I2V-A14B-HIGH");
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.HIGH);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void theFileNameIsBelievedALittle() {
        var facts = Files.facts(A14B, "Wan22_T2V_style_low_noise.safetensors");
        assertThat(facts.baseModel().version()).isEqualTo("2.2");
        assertThat(facts.baseModel().task()).isEqualTo(VideoTask.TEXT_TO_VIDEO);
        assertThat(facts.baseModel().confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.LOW);
        assertThat(facts.expert().confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(facts.expert().evidence())
                .containsExactly("The file name says low noise: “Wan22_T2V_style_low_noise”.");
    }

    @Test
    void namesThatContradictEachOtherDecideNothing() {
        var facts = Files.facts(Files.with(A14B, Map.of("ss_output_name", "style_high_noise")),
                "style_low_noise.safetensors");
        assertThat(facts.expert().expert()).isEqualTo(NoiseExpert.UNKNOWN);
        assertThat(facts.expert().evidence()).hasSize(2);
    }

    @Test
    void anExpertMeansVersion22() {
        assertThat(Files.facts(A14B, "style_high_noise.safetensors").baseModel().version()).isEqualTo("2.2");
    }

    @Test
    void aDoraMayLoseItsMagnitudes() {
        var facts = withKeys(A14B, "diffusion_model.blocks.0.self_attn.q.lora_magnitude_vector", 5120L);
        assertThat(facts.warnings()).anyMatch(warning -> warning.startsWith("It is a DoRA."));
    }

    @Test
    void anUnknownWidthIsSaid() {
        var facts = Files.facts(Files.lora(Layout.KOHYA, 4, Linear.wan(4096, 11_008, 4)));
        assertThat(facts.baseModel().variant()).isNull();
        assertThat(facts.warnings()).contains(
                "Its layers have the width 4096, which no WAN that is known here has.");
    }
}
