package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.storage.adapter.Families.Family;

/** Which base model the trainer wrote down, where the layers leave that open. */
final class BaseModelWords {
    static final String BASE_MODEL = "ss_base_model_version";
    static final String ARCHITECTURE = "modelspec.architecture";

    private record Beginning(String text, String family) {}

    /** Longer ones before those they begin with. Only the beginning counts: "il" is in too many words. */
    private static final List<Beginning> BEGINNINGS = List.of(new Beginning("wan", "wan"),
            new Beginning("flux_2", "flux2"), new Beginning("flux2", "flux2"), new Beginning("flux.2", "flux2"),
            new Beginning("flux-2", "flux2"), new Beginning("flux", "flux"), new Beginning("chroma", "chroma"),
            new Beginning("hunyuan_video", "hunyuan-video"), new Beginning("hunyuan-video", "hunyuan-video"),
            new Beginning("framepack", "hunyuan-video"), new Beginning("hunyuan-image", "hunyuan-image"),
            new Beginning("hunyuan_image", "hunyuan-image"), new Beginning("qwen", "qwen-image"),
            new Beginning("ltx", "ltx-video"), new Beginning("sdxl", "sdxl"),
            new Beginning("stable-diffusion-xl", "sdxl"), new Beginning("sd_v1", "sd15"),
            new Beginning("stable-diffusion-v1", "sd15"), new Beginning("sd_v2", "sd2"),
            new Beginning("stable-diffusion-v2", "sd2"), new Beginning("sd3", "sd3"),
            new Beginning("stable-diffusion-3", "sd3"), new Beginning("z_image", "z-image"),
            new Beginning("z-image", "z-image"), new Beginning("zimage", "z-image"), new Beginning("lumina", "lumina2"),
            new Beginning("hidream", "hidream"), new Beginning("krea2", "krea2"), new Beginning("cosmos", "cosmos"),
            new Beginning("anima", "cosmos"), new Beginning("mochi", "mochi"));

    private BaseModelWords() {}

    static Optional<Family> of(Map<String, String> metadata) {
        return Stream.of(BASE_MODEL, ARCHITECTURE)
                .flatMap(key -> Texts.cleanLine(metadata.get(key), 60)
                        .flatMap(value -> family(key, value))
                        .stream())
                .findFirst();
    }

    /** Chroma may leave out the one layer by which it is told from Flux, and UNets may tell nothing at all. */
    static Family refined(Family family, Map<String, String> metadata) {
        return switch (family.name()) {
            case "flux" -> of(metadata).filter(words -> words.name().equals("chroma")).orElse(family);
            case "sd-unet" -> of(metadata).filter(words -> words.name().matches("sd15|sd2|sdxl"))
                    .or(() -> "True".equals(metadata.get("ss_v2"))
                            ? Optional.of(said("sd2", "ss_v2", "True"))
                            : Optional.empty())
                    .orElse(family);
            default -> family;
        };
    }

    private static Optional<Family> family(String key, String value) {
        var words = value.toLowerCase(Locale.ROOT);
        return BEGINNINGS.stream()
                .filter(beginning -> words.startsWith(beginning.text()))
                .findFirst()
                .map(beginning -> said(beginning.family(), key, value));
    }

    private static Family said(String family, String key, String value) {
        return new Family(family, null, null, Confidence.HIGH, "Its metadata says " + key + " = " + value + ".");
    }
}
