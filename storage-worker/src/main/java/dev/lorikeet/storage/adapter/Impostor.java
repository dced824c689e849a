package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/** What a file that is not a LoRA looks like instead. */
enum Impostor {
    CONTROL("a ControlNet or a control adapter",
            "(?i)^lora_controlnet$|(?:^|[._])controlnet|^control_model\\.|^lllite_|input_hint_block|^zero_convs\\."),
    TEXTUAL_INVERSION("a textual inversion (embedding)",
            "^emb_params$|^string_to_(?:param|token)|^<[^>]{1,100}>$|^clip_[gl]$|^t5xxl$"),
    CHECKPOINT("a whole model (checkpoint)",
            "^(?:model\\.)?diffusion_model\\.|^(?:first|cond)_stage_model\\.|^conditioner\\.embedders\\."
                    + "|^(?:[a-z_]{0,20}_)?blocks\\.\\d{1,4}\\.|^(?:input|output|middle|down|up|mid)_blocks?\\."
                    + "|^(?:layers|text_model\\.encoder\\.layers|encoder\\.block|model\\.layers)\\.\\d{1,4}\\."
                    + "|^(?:patch_embedding|text_embedding|time_embedding|img_in|txt_in|x_embedder)\\.");

    private final String words;
    private final Pattern names;

    Impostor(String words, String names) {
        this.words = words;
        this.names = Pattern.compile(names);
    }

    /** Has layers like a LoRA, but also the array by which loaders tell a control adapter. */
    static boolean isMarkedAsControl(List<String> names) {
        return names.stream()
                .anyMatch(name -> name.equals("lora_controlnet") || name.startsWith("lllite_")
                        || name.startsWith("control_model."));
    }

    static Unfit refusal(List<String> names, int ofALora) {
        for (var impostor : values()) {
            var name = impostor.sign(names);
            if (name.isPresent()) {
                return notALora("This file is " + impostor.words + ", not a LoRA: it holds arrays such as "
                        + Texts.quoted(name.get()) + ".");
            }
        }
        var example = names.stream().findFirst().map(name -> ", such as " + Texts.quoted(name) + ",").orElse("");
        return notALora("This file is not a LoRA: " + (ofALora == 0 ? "none" : "only " + ofALora) + " of its "
                + (names.size() + ofALora) + " arrays" + example + " is named like a part of one.");
    }

    private static Unfit notALora(String finding) {
        return new Unfit(FileFault.NOT_A_LORA, finding);
    }

    private Optional<String> sign(List<String> names) {
        return names.stream().filter(name -> this.names.matcher(name).find()).findFirst();
    }
}
