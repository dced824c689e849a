package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where in the model a layer is, without the prefixes of the trainers.
 *
 * @param flattened whether the trainer wrote underscores for dots, after which the two cannot be told apart
 */
record Place(Part part, String path, boolean flattened) {
    private static final int MOST_PREFIXES = 4;

    /** Which network of the model. */
    enum Part {
        NETWORK,
        HIGH_NOISE,
        LOW_NOISE,
        ENCODER_1,
        ENCODER_2,
        ENCODER_3;

        boolean isEncoder() {
            return this == ENCODER_1 || this == ENCODER_2 || this == ENCODER_3;
        }
    }

    private record Prefix(String text, Part part) {
        boolean isFlat() {
            return text.endsWith("_");
        }
    }

    /** Longer ones before those they begin with. */
    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("lora_unet__", Part.NETWORK), new Prefix("lora_unet_", Part.NETWORK),
            new Prefix("lora_te1_", Part.ENCODER_1), new Prefix("lora_te2_", Part.ENCODER_2),
            new Prefix("lora_te3_", Part.ENCODER_3), new Prefix("lora_te_", Part.ENCODER_1),
            new Prefix("lora_transformer_", Part.NETWORK), new Prefix("lora_prior_unet_", Part.NETWORK),
            new Prefix("lycoris_", Part.NETWORK),
            new Prefix("base_model.model.", Part.NETWORK), new Prefix("model.diffusion_model.", Part.NETWORK),
            new Prefix("diffusion_model.", Part.NETWORK), new Prefix("pipe.dit.", Part.NETWORK),
            new Prefix("transformer_1.", Part.HIGH_NOISE), new Prefix("transformer_2.", Part.LOW_NOISE),
            new Prefix("transformer.", Part.NETWORK), new Prefix("unet.", Part.NETWORK),
            new Prefix("text_encoder_3.", Part.ENCODER_3), new Prefix("text_encoder_2.", Part.ENCODER_2),
            new Prefix("text_encoder.", Part.ENCODER_1));

    static Place of(String layer) {
        var part = Part.NETWORK;
        var rest = layer;
        for (int stripped = 0; stripped < MOST_PREFIXES; stripped++) {
            var prefix = prefixOf(rest);
            if (prefix.isEmpty()) {
                break;
            }
            rest = rest.substring(prefix.get().text().length());
            part = prefix.get().part() == Part.NETWORK ? part : prefix.get().part();
            if (prefix.get().isFlat()) {
                return new Place(part, rest, true);
            }
        }
        return new Place(part, rest.replace(".processor.", "."), false);
    }

    private static Optional<Prefix> prefixOf(String layer) {
        return PREFIXES.stream().filter(prefix -> layer.startsWith(prefix.text())).findFirst();
    }

    /** One spelling for all trainers. */
    String flat() {
        return path.replace('.', '_').toLowerCase(Locale.ROOT);
    }
}
