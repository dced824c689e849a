package dev.lorikeet.lora.library;

import java.util.List;

import dev.lorikeet.event.TargetModel;

/** The models that a LoRA fits, by the names people know them by. */
final class CompatibleModels {
    private CompatibleModels() {}

    /** Empty where the file does not tell: then nobody is promised anything. */
    static List<String> of(TargetModel model) {
        return switch (model.family()) {
            case "wan" -> wan(model);
            case "flux" -> List.of("flux-krea");
            default -> List.of();
        };
    }

    private static List<String> wan(TargetModel model) {
        if (model.variant() == null) {
            return List.of();
        }
        return switch (model.variant()) {
            case "a14b" -> switch (model.task()) {
                case TEXT_TO_VIDEO -> List.of("t2v-A14B");
                case IMAGE_TO_VIDEO -> List.of("i2v-A14B");
                case TEXT_OR_IMAGE_TO_VIDEO, UNKNOWN -> List.of("t2v-A14B", "i2v-A14B");
            };
            case "5b" -> List.of("ti2v-5B");
            default -> List.of();
        };
    }
}
