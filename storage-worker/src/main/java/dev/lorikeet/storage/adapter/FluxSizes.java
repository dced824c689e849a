package dev.lorikeet.storage.adapter;

import java.util.regex.Pattern;
import java.util.stream.LongStream;

import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.storage.adapter.Families.Family;
import org.jspecify.annotations.Nullable;

/** Which Flux it is. Flux 1 and the smallest Flux 2 have blocks of the same width and differ in what is between. */
final class FluxSizes {
    static final long FLUX_1 = 3072;
    private static final long KLEIN_9B = 4096;
    private static final long DEV_2 = 6144;
    private static final long WIDE_MLP = 18_432;

    private static final Pattern INPUTS = Pattern.compile("_blocks_\\d{1,4}_(?:(?:img|txt)_attn_(?:qkv|proj)|linear1"
            + "|attn_to_[qkv]|attn_add_[qkv]_proj|attn_to_qkv_mlp_proj|proj_mlp|ff_linear_in)$");
    private static final Pattern OUTPUTS = Pattern
            .compile("_blocks_\\d{1,4}_(?:(?:img|txt)_attn_proj|linear2|attn_to_out_0|proj_out|img_mlp_2|txt_mlp_2)$");
    private static final Pattern MLP = Pattern
            .compile("_blocks_\\d{1,4}_(?:(?:img|txt)_mlp_0|ff_net_0_proj|ff_linear_in|ff_context_linear_in)$");
    private static final Pattern QKV_MLP = Pattern.compile("_blocks_\\d{1,4}_(?:linear1|attn_to_qkv_mlp_proj)$");
    private static final Pattern TEXT = Pattern.compile("^(?:txt_in|context_embedder)$");
    private static final Pattern NAMES_OF_2 = Pattern.compile("_to_qkv_mlp_proj$|_ff(?:_context)?_linear_(?:in|out)$");
    private static final Pattern SINGLE = Pattern.compile("^single_(?:transformer_)?blocks_(\\d{1,4})_");

    private FluxSizes() {}

    static Family of(Modules modules) {
        return isFlux2(modules)
                ? Family.certain("flux2", "Its layers have the names or sizes of Flux 2.").of(null, variant(modules))
                : new Family("flux", null, null, width(modules) == FLUX_1 ? Confidence.CERTAIN : Confidence.MEDIUM,
                        "Its layers are named like those of Flux (double and single blocks).");
    }

    /** 0 where no layer tells. */
    static long width(Modules modules) {
        return LongStream.concat(modules.inputs(INPUTS), modules.outputs(OUTPUTS)).findFirst().orElse(0);
    }

    static boolean isFlux2(long width) {
        return width == KLEIN_9B || width == DEV_2;
    }

    private static boolean isFlux2(Modules modules) {
        return modules.has(NAMES_OF_2) || isFlux2(width(modules)) || isKlein4b(modules) || text(modules) > KLEIN_9B;
    }

    private static boolean isKlein4b(Modules modules) {
        boolean wide = modules.outputs(MLP).anyMatch(size -> size == WIDE_MLP)
                || modules.outputs(QKV_MLP).anyMatch(size -> size == 3 * FLUX_1 + WIDE_MLP);
        return text(modules) == 7680 || (wide && width(modules) == FLUX_1);
    }

    private static long text(Modules modules) {
        return modules.inputs(TEXT).max().orElse(0);
    }

    private static @Nullable String variant(Modules modules) {
        long width = width(modules);
        if (width == DEV_2 || text(modules) == 15_360) {
            return "dev";
        }
        if (width == KLEIN_9B || text(modules) == 12_288) {
            return "klein-9b";
        }
        return width == FLUX_1 || text(modules) == 7680 ? "klein-4b" : byBlocks(modules);
    }

    private static @Nullable String byBlocks(Modules modules) {
        return modules.highest(SINGLE).orElse(0) >= 24 ? "dev" : null;
    }
}
