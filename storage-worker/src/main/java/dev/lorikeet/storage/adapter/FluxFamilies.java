package dev.lorikeet.storage.adapter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import dev.lorikeet.storage.adapter.Families.Family;

/** Models of two kinds of blocks, first double and then single: Flux in its sizes, and HunyuanVideo. */
final class FluxFamilies {
    private static final Pattern BLOCKS = Pattern.compile("^(?:double|single)_blocks_\\d{1,4}_");
    private static final Pattern DIFFUSERS = Pattern.compile("^single_transformer_blocks_\\d{1,4}_");
    private static final Pattern CHROMA = Pattern.compile("^distilled_guidance_layer");
    private static final Pattern HUNYUAN = Pattern.compile("_mod_linear$|_mlp_fc[12]$|modulation_linear$"
            + "|individual_token_refiner|^context_embedder_token_refiner|^token_refiner");
    /** Flattened, it may just as well have been Flux's dot. */
    private static final Pattern UNDERSCORED = Pattern.compile("\\.(?:img|txt)_attn_(?:qkv|proj)$");
    private static final Pattern HUNYUAN_PICTURE = Pattern.compile("^byt5_in");
    private static final Pattern HUNYUAN_15 = Pattern.compile("^vision_in|^cond_type_embedding");
    private static final Pattern SINGLE = Pattern.compile("^single_(?:transformer_)?blocks_(\\d{1,4})_");
    private static final Pattern DOUBLE = Pattern.compile("^(?:double|transformer)_blocks_(\\d{1,4})_");
    private static final Pattern DOUBLE_ATTENTION = Pattern.compile("^transformer_blocks_(\\d{1,4})_attn_");
    private static final Pattern CONTEXT = Pattern
            .compile("^transformer_blocks_\\d{1,4}_(?:ff_context|norm1_context|attn_add_)");

    private FluxFamilies() {}

    static Optional<Family> of(Modules modules) {
        if (modules.has(CHROMA)) {
            return Optional.of(Family.certain("chroma", "It has Chroma's distilled_guidance_layer."));
        }
        boolean named = modules.has(BLOCKS) || modules.has(DIFFUSERS);
        return hunyuan(modules, named).or(() -> named || isFluxWithoutSingleBlocks(modules)
                ? Optional.of(FluxSizes.of(modules))
                : Optional.empty());
    }

    private static Optional<Family> hunyuan(Modules modules, boolean named) {
        if (modules.has(HUNYUAN_15)) {
            return Optional.of(hunyuanVideo("It has layers that only HunyuanVideo 1.5 has.").of("1.5", null));
        }
        if (modules.has(HUNYUAN_PICTURE)) {
            return Optional.of(Family.certain("hunyuan-image", "It has HunyuanImage's byt5_in."));
        }
        boolean underscored = modules.network()
                .anyMatch(layer -> !layer.place().flattened() && UNDERSCORED.matcher(layer.place().path()).find());
        if (named && (modules.has(HUNYUAN) || underscored)) {
            return Optional.of(hunyuanVideo("Its layers are named like those of HunyuanVideo."));
        }
        return named && hasTwentyAndForty(modules)
                ? Optional.of(hunyuanVideo("It has more blocks than Flux, as many as HunyuanVideo."))
                : Optional.empty();
    }

    private static Family hunyuanVideo(String evidence) {
        return Family.certain("hunyuan-video", evidence);
    }

    private static boolean hasTwentyAndForty(Modules modules) {
        int single = modules.highest(SINGLE).orElse(0);
        int last = modules.highest(DOUBLE).orElse(0);
        long width = FluxSizes.width(modules);
        return (width == 0 || width == FluxSizes.FLUX_1) && (single == 38 || single == 39 || last == 19);
    }

    /** Its names are those of Stable Diffusion 3, whose blocks are narrower. */
    private static boolean isFluxWithoutSingleBlocks(Modules modules) {
        OptionalInt highest = modules.highest(DOUBLE_ATTENTION);
        long width = FluxSizes.width(modules);
        return highest.isPresent() && modules.has(CONTEXT) && highest.getAsInt() < 19
                && (width == FluxSizes.FLUX_1 || FluxSizes.isFlux2(width));
    }
}
