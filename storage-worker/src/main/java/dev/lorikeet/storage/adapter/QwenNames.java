package dev.lorikeet.storage.adapter;

import java.util.regex.Pattern;

/** Qwen-Image shares many names with Stable Diffusion 3 and Flux; by these it is told apart. */
final class QwenNames {
    private static final Pattern SHARED = Pattern
            .compile("^transformer_blocks_(\\d{1,4})_(?:attn_|img_mlp|txt_mlp|img_mod|txt_mod)");
    private static final Pattern ITS_OWN = Pattern
            .compile("^transformer_blocks_\\d{1,4}_(?:img_mlp|txt_mlp|img_mod|txt_mod)");
    private static final Pattern CONTEXT = Pattern.compile("^transformer_blocks_\\d{1,4}_(?:ff_context|norm1_context)");
    private static final Pattern INPUTS = Pattern
            .compile("^transformer_blocks_\\d{1,4}_attn_(?:to_[qkv]|add_[qkv]_proj)$");
    private static final long WIDTH = 3072;
    private static final int BLOCKS_OF_FLUX = 19;

    private QwenNames() {}

    static boolean fit(Modules modules) {
        if (!modules.has(SHARED) || modules.has(CONTEXT)) {
            return false;
        }
        boolean beyondFlux = modules.highest(SHARED).orElse(0) >= BLOCKS_OF_FLUX
                && modules.inputs(INPUTS).anyMatch(width -> width == WIDTH);
        return modules.has(ITS_OWN) || beyondFlux;
    }
}
