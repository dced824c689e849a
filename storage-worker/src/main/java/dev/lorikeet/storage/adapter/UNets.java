package dev.lorikeet.storage.adapter;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.storage.adapter.Families.Family;
import dev.lorikeet.storage.adapter.Place.Part;

/** The U-shaped Stable Diffusions, which share all names and differ in depth and in the width of their texts. */
final class UNets {
    private static final Pattern NAMES = Pattern
            .compile("^(?:(?:down|up)_blocks_\\d{1,4}_|mid_block_|(?:input|output)_blocks_\\d{1,4}_|middle_block_)");
    private static final Pattern DEPTH = Pattern.compile("^[a-z_0-9]{1,60}_transformer_blocks_(\\d{1,4})_");
    private static final Pattern TEXT_INPUTS = Pattern.compile("attn2_to_[kv]$");
    private static final Pattern ENCODER_INPUTS = Pattern.compile("self_attn_[qkv]_proj$");
    private static final int DEPTH_OF_SDXL = 2;
    private static final long SD15_TEXT = 768;
    private static final long SD2_TEXT = 1024;
    private static final long SECOND_ENCODER = 1280;
    private static final long SDXL_TEXT = 2048;

    private UNets() {}

    static Optional<Family> of(Modules modules) {
        if (modules.has(NAMES)) {
            return Optional.of(byDepth(modules).or(() -> byText(modules))
                    .or(() -> byEncoders(modules))
                    .orElseGet(() -> new Family("sd-unet", null, null, Confidence.CERTAIN,
                            "Its layers are those of a Stable Diffusion UNet, but do not tell of which.")));
        }
        return modules.network().findAny().isEmpty() ? byEncoders(modules) : Optional.empty();
    }

    private static Optional<Family> byDepth(Modules modules) {
        return modules.highest(DEPTH).orElse(0) >= DEPTH_OF_SDXL
                ? Optional.of(Family.certain("sdxl", "It has transformer blocks as deep as only SDXL's are."))
                : Optional.empty();
    }

    private static Optional<Family> byText(Modules modules) {
        return modules.inputs(TEXT_INPUTS)
                .boxed()
                .map(width -> family(width, SDXL_TEXT).map(name -> Family.certain(name,
                        "Its cross-attention takes texts of width " + width + ".")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Family> byEncoders(Modules modules) {
        if (modules.in(Part.ENCODER_2).anyMatch(layer -> isEncoder(layer, SECOND_ENCODER))) {
            return Optional.of(Family.certain("sdxl", "It changes two text encoders, as SDXL has."));
        }
        return modules.in(Part.ENCODER_1)
                .filter(layer -> ENCODER_INPUTS.matcher(layer.flat()).find())
                .map(layer -> family(layer.outline().in(), Long.MAX_VALUE))
                .flatMap(Optional::stream)
                .findFirst()
                .map(name -> new Family(name, null, null, Confidence.MEDIUM,
                        "Its text encoder has the width of that model's."));
    }

    private static boolean isEncoder(Layer layer, long width) {
        return ENCODER_INPUTS.matcher(layer.flat()).find() && layer.outline().in() == width;
    }

    private static Optional<String> family(long width, long sdxl) {
        if (width == sdxl) {
            return Optional.of("sdxl");
        }
        if (width == SD15_TEXT) {
            return Optional.of("sd15");
        }
        return width == SD2_TEXT ? Optional.of("sd2") : Optional.empty();
    }
}
