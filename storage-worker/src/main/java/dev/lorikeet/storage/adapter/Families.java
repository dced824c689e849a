package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.Confidence;
import org.jspecify.annotations.Nullable;

/**
 * Which family of models the layers belong to: their names decide, sizes only where names are shared, and the words of
 * the trainer only where neither can.
 *
 * <p>The words are {@code wan}, {@code flux} (1), {@code flux2} (variants {@code dev}, {@code klein-9b},
 * {@code klein-4b}), {@code chroma}, {@code hunyuan-video}, {@code hunyuan-image}, {@code qwen-image},
 * {@code ltx-video}, {@code sd15}, {@code sd2}, {@code sdxl}, {@code sd-unet} (one of these three, it cannot be told
 * which), {@code sd3}, {@code z-image}, {@code lumina2}, {@code cosmos}, {@code krea2}, {@code hidream},
 * {@code mochi} and {@code unknown}.
 */
final class Families {
    static final String WAN = "wan";
    static final String UNKNOWN = "unknown";

    /** What was recognised, with the sentence that says by what. */
    record Family(String name, @Nullable String version, @Nullable String variant, Confidence confidence,
            String evidence) {
        static Family certain(String name, String evidence) {
            return new Family(name, null, null, Confidence.CERTAIN, evidence);
        }

        Family of(@Nullable String version, @Nullable String variant) {
            return new Family(name, version, variant, confidence, evidence);
        }
    }

    private static final Pattern KREA = Pattern.compile("^blocks_\\d{1,4}_(?:attn|mlp)_gate$");
    private static final Pattern COSMOS = Pattern.compile("^blocks_\\d{1,4}_(?:mlp_(?![xy]_)|adaln_modulation"
            + "|(?:self|cross)_attn_(?:q_proj|k_proj|v_proj|output_proj))");
    private static final Pattern WAN_LAYERS = Pattern.compile("^(?:vace_)?blocks_\\d{1,4}_(?:(?:self|cross)_attn_"
            + "(?:[qkvo]|k_img|v_img|norm_q|norm_k|norm_k_img)$|ffn_[02]$|attn[12]_(?:to_|add_[kv]_proj|norm_)|ffn_net_)");
    private static final Pattern AUDIO = Pattern.compile("^audio_|_audio_|audio_to_video_attn");
    private static final Pattern LTX = Pattern.compile("^transformer_blocks_\\d{1,4}_(?:audio_)?attn[12]_to_");
    private static final Pattern LTX_INPUTS = Pattern.compile("^transformer_blocks_\\d{1,4}_attn[12]_to_q$");
    private static final Set<Long> LTX_WIDTHS = Set.of(2048L, 4096L);
    private static final Pattern SD3 = Pattern
            .compile("^joint_blocks_|^transformer_blocks_\\d{1,4}_(?:ff_context|norm1_context|attn_add_[qkv]_proj)");
    private static final Pattern SD3_LARGE = Pattern.compile("^(?:transformer|joint)_blocks_37_");
    private static final Pattern LUMINA = Pattern
            .compile(
                    "^(?:layers|context_refiner|noise_refiner)_\\d{1,4}_(?:attention|feed_forward_w[123]|adaln_modulation)");
    private static final Pattern LUMINA_INPUTS = Pattern.compile("_attention_(?:qkv|to_[qkv])$");
    private static final long LUMINA2_WIDTH = 2304;
    private static final Pattern HIDREAM = Pattern.compile("^(?:double|single)_stream_blocks_");
    private static final Pattern MOCHI = Pattern
            .compile("t5_yproj|t5_y_embedder|^blocks_\\d{1,4}_attn_(?:qkv|proj)_[xy]$");

    /** In this order, because later names are also found in earlier models. */
    private static final List<Function<Modules, Optional<Family>>> RULES = List.of(Families::krea, Families::cosmos,
            FluxFamilies::of, Families::qwen, Families::ltx, Families::sd3, Families::lumina, UNets::of,
            Families::wan, Families::others);

    private Families() {}

    static Family of(Modules modules, Map<String, String> metadata) {
        var byName = RULES.stream()
                .map(rule -> rule.apply(modules))
                .flatMap(Optional::stream)
                .findFirst();
        return byName.map(family -> BaseModelWords.refined(family, metadata))
                .or(() -> BaseModelWords.of(metadata))
                .orElseGet(() -> new Family(UNKNOWN, null, null, Confidence.UNKNOWN, examples(modules)));
    }

    private static String examples(Modules modules) {
        return "Its layers are of no model that is known here: " + modules.layers()
                .stream()
                .limit(2)
                .map(layer -> Texts.quoted(layer.name()))
                .collect(Collectors.joining(", ")) + ".";
    }

    private static Optional<Family> krea(Modules modules) {
        return named(modules, KREA, "krea2", "Its layers are named like Krea 2's (attn.gate, mlp.gate).");
    }

    private static Optional<Family> cosmos(Modules modules) {
        return named(modules, COSMOS, "cosmos", "Its layers are named like those of Cosmos-Predict2 (mlp, q_proj).");
    }

    private static Optional<Family> wan(Modules modules) {
        return named(modules, WAN_LAYERS, WAN, "Its layers are named like WAN's (self_attn, cross_attn, ffn).")
                .or(() -> WanPatches.of(modules));
    }

    private static Optional<Family> qwen(Modules modules) {
        return QwenNames.fit(modules)
                ? Optional.of(Family.certain("qwen-image", "Its layers are named like those of Qwen-Image."))
                : Optional.empty();
    }

    private static Optional<Family> ltx(Modules modules) {
        boolean otherWidth = modules.inputs(LTX_INPUTS).anyMatch(width -> !LTX_WIDTHS.contains(width));
        if (!modules.has(LTX) || otherWidth) {
            return Optional.empty();
        }
        var family = Family.certain("ltx-video", "Its layers are named like those of LTX-Video (attn1, attn2).");
        return Optional.of(modules.has(AUDIO) ? family.of("2", null) : family);
    }

    private static Optional<Family> sd3(Modules modules) {
        return named(modules, SD3, "sd3", "Its layers are named like those of Stable Diffusion 3 (ff_context).")
                .map(family -> modules.has(SD3_LARGE) ? family.of("3.5", "large") : family);
    }

    private static Optional<Family> lumina(Modules modules) {
        boolean lumina2 = modules.inputs(LUMINA_INPUTS).anyMatch(width -> width == LUMINA2_WIDTH);
        return named(modules, LUMINA, lumina2 ? "lumina2" : "z-image",
                "Its layers are named like those of Z-Image and Lumina 2 (layers, attention, feed_forward).");
    }

    private static Optional<Family> others(Modules modules) {
        return Stream.of(
                named(modules, HIDREAM, "hidream", "Its layers are named like HiDream's (double_stream_blocks)."),
                named(modules, MOCHI, "mochi", "Its layers are named like Mochi's."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<Family> named(Modules modules, Pattern layers, String family, String evidence) {
        return modules.has(layers) ? Optional.of(Family.certain(family, evidence)) : Optional.empty();
    }
}
