package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.adapter.Files.bf16;
import static dev.lorikeet.storage.file.FileFault.BROKEN_PAIR;
import static dev.lorikeet.storage.file.FileFault.INCONSISTENT_RANK;
import static dev.lorikeet.storage.file.FileFault.NOT_A_LORA;
import static org.assertj.core.api.Assertions.assertThat;

/** What is refused, and in which words. */
final class BrokenLoraTest {
    record Case(String name, FileFault fault, String words, List<Tensor> arrays) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case broken(String name, FileFault fault, String words, Tensor... arrays) {
        return new Case(name, fault, words, List.of(arrays));
    }

    static Stream<Case> cases() {
        return Stream.of(
                broken("a checkpoint of WAN", NOT_A_LORA, "a whole model (checkpoint)",
                        bf16("blocks.0.ffn.0.weight", 64L, 64L), bf16("blocks.0.ffn.0.bias", 64L)),
                broken("a checkpoint of Stable Diffusion", NOT_A_LORA, "a whole model (checkpoint)",
                        bf16("model.diffusion_model.input_blocks.0.0.weight", 4L, 4L)),
                broken("the autoencoder of a checkpoint", NOT_A_LORA, "a whole model (checkpoint)",
                        bf16("first_stage_model.decoder.conv_in.weight", 4L, 4L)),
                broken("a textual inversion", NOT_A_LORA, "a textual inversion (embedding)",
                        bf16("emb_params", 4L, 768L)),
                broken("a textual inversion of diffusers", NOT_A_LORA, "a textual inversion (embedding)",
                        bf16("<my-cat>", 768L)),
                broken("a textual inversion of A1111", NOT_A_LORA, "a textual inversion (embedding)",
                        bf16("string_to_param.*", 4L, 768L)),
                broken("a ControlNet", NOT_A_LORA, "a ControlNet",
                        bf16("controlnet_blocks.0.weight", 4L, 4L)),
                broken("a control LoRA", NOT_A_LORA, "a ControlNet", bf16("lora_controlnet"),
                        bf16("input_blocks.0.0.weight", 4L, 4L)),
                broken("a control LoRA with layers like a LoRA", NOT_A_LORA, "a ControlNet", bf16("lora_controlnet"),
                        bf16("x.lora_down.weight", 4L, 8L), bf16("x.lora_up.weight", 8L, 4L)),
                broken("something else", NOT_A_LORA, "none of its 1 arrays, such as “mean”, is named",
                        bf16("mean", 3L)),
                broken("a model with a little LoRA in it", NOT_A_LORA, "a whole model (checkpoint)",
                        bf16("x.lora_down.weight", 4L, 8L), bf16("x.lora_up.weight", 8L, 4L),
                        bf16("blocks.0.weight", 4L, 8L), bf16("blocks.1.weight", 4L, 8L),
                        bf16("blocks.2.weight", 4L, 8L)),
                broken("nothing", NOT_A_LORA, "none of its 0 arrays"),
                broken("an alpha alone", NOT_A_LORA, "none of its 1 arrays", bf16("x.alpha")),
                broken("down without up", BROKEN_PAIR, "lacks one of its arrays (UP)",
                        bf16("x.lora_down.weight", 4L, 8L)),
                broken("up without down", BROKEN_PAIR, "lacks one of its arrays (DOWN)",
                        bf16("x.lora_B.weight", 8L, 4L)),
                broken("a bias alone", BROKEN_PAIR, "lacks one", bf16("x.lora_B.bias", 8L)),
                broken("a magnitude alone", BROKEN_PAIR, "has no factors", bf16("x.dora_scale", 8L)),
                broken("a magnitude beside a difference", BROKEN_PAIR, "magnitude", bf16("x.dora_scale", 8L),
                        bf16("x.diff", 8L, 8L)),
                broken("three of four of a LoHa", BROKEN_PAIR, "lacks one of its arrays (HADA_W2_B)",
                        bf16("x.hada_w1_a", 8L, 4L), bf16("x.hada_w1_b", 4L, 8L), bf16("x.hada_w2_a", 8L, 4L)),
                broken("half of a LoKr", BROKEN_PAIR, "lacks one", bf16("x.lokr_w1", 8L, 4L)),
                broken("a LoKr with a side twice", BROKEN_PAIR, "twice", bf16("x.lokr_w1", 8L, 4L),
                        bf16("x.lokr_w1_a", 8L, 4L), bf16("x.lokr_w2", 8L, 4L)),
                broken("half of a GLoRA", BROKEN_PAIR, "lacks one", bf16("x.a1.weight", 8L, 4L)),
                broken("a rescale alone", BROKEN_PAIR, "lacks one", bf16("x.rescale", 8L)),
                broken("two kinds for one layer", BROKEN_PAIR, "two ways at once (LOHA and LORA)",
                        bf16("x.lora_down.weight", 4L, 8L), bf16("x.lora_up.weight", 8L, 4L),
                        bf16("x.hada_w1_a", 8L, 4L)),
                broken("two adapters for one layer", BROKEN_PAIR, "twice (DOWN)",
                        bf16("x.lora_A.one.weight", 4L, 8L), bf16("x.lora_A.two.weight", 4L, 8L)),
                broken("two ranks in one layer", INCONSISTENT_RANK, "the ranks 4 and 5",
                        bf16("x.lora_down.weight", 4L, 8L), bf16("x.lora_up.weight", 8L, 5L)),
                broken("a core of another rank", INCONSISTENT_RANK, "the ranks 4 and 5",
                        bf16("x.lora_down.weight", 4L, 8L), bf16("x.lora_up.weight", 8L, 4L),
                        bf16("x.lora_mid.weight", 5L, 4L, 3L, 3L)),
                broken("a LoHa of two ranks", INCONSISTENT_RANK, "the ranks 4 and 3",
                        bf16("x.hada_w1_a", 8L, 4L), bf16("x.hada_w1_b", 3L, 8L), bf16("x.hada_w2_a", 8L, 4L),
                        bf16("x.hada_w2_b", 4L, 8L)),
                broken("a LoHa of two sizes", INCONSISTENT_RANK, "different sizes",
                        bf16("x.hada_w1_a", 8L, 4L), bf16("x.hada_w1_b", 4L, 8L), bf16("x.hada_w2_a", 8L, 4L),
                        bf16("x.hada_w2_b", 4L, 9L)),
                broken("a LoKr of two ranks", INCONSISTENT_RANK, "the ranks 4 and 3", bf16("x.lokr_w1", 2L, 2L),
                        bf16("x.lokr_w2_a", 8L, 4L), bf16("x.lokr_w2_b", 3L, 8L)),
                broken("a GLoRA of several ranks", INCONSISTENT_RANK, "without a common rank",
                        bf16("x.a1.weight", 8L, 4L), bf16("x.a2.weight", 5L, 8L), bf16("x.b1.weight", 8L, 6L),
                        bf16("x.b2.weight", 7L, 8L)),
                broken("blocks that are not square", INCONSISTENT_RANK, "not square",
                        bf16("x.oft_blocks", 8L, 40L, 41L)),
                broken("factors that are no matrices", INCONSISTENT_RANK, "not a matrix",
                        bf16("x.lora_down.weight", 4L), bf16("x.lora_up.weight", 4L)),
                broken("the rank 0", INCONSISTENT_RANK, "the rank 0", bf16("x.lora_down.weight", 0L, 8L),
                        bf16("x.lora_up.weight", 8L, 0L)),
                broken("a rank that no layer can have", INCONSISTENT_RANK, "the rank 1000001",
                        bf16("x.lora_down.weight", 1_000_001L, 1L), bf16("x.lora_up.weight", 1L, 1_000_001L)),
                broken("empty differences", INCONSISTENT_RANK, "empty", bf16("x.diff", 0L, 8L)),
                broken("layers of two WANs", INCONSISTENT_RANK, "do not belong to one WAN model",
                        bf16("blocks.0.self_attn.q.lora_A", 4L, 5120L), bf16("blocks.0.self_attn.q.lora_B", 5120L, 4L),
                        bf16("blocks.1.self_attn.q.lora_A", 4L, 1536L),
                        bf16("blocks.1.self_attn.q.lora_B", 1536L, 4L)));
    }

    @ParameterizedTest
    @MethodSource
    void cases(Case broken) {
        var reason = Files.refusal(Files.file(broken.arrays().stream()));
        assertThat(reason.code()).isEqualTo(broken.fault().name());
        assertThat(reason.message()).contains(broken.words());
    }

    @Test
    void namesOfTheFileAreQuotedShortAndClean() {
        var reason = Files
                .refusal(Files.file(Stream.of(bf16("\u0000\ud800\u202e<b>" + "x".repeat(500) + ".lora_up.weight",
                        4L, 4L))));
        assertThat(reason.message()).hasSizeLessThan(300)
                .contains("<b>xxx")
                .contains("…”")
                .doesNotContain("\u0000")
                .doesNotContain("\u202e");
    }

    @Test
    void aFewStrangeArraysAreOnlyAWarning() {
        var file = Files.with(Files.lora(Layout.KOHYA, 4, Linear.flux()),
                bf16("bundle_emb.cat.string_to_param", 4L, 768L),
                bf16("lonely.alpha"));
        assertThat(Files.facts(file).warnings()).contains("2 of its arrays are of no known kind and may be ignored.");
    }
}
