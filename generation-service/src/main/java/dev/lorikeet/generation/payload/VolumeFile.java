package dev.lorikeet.generation.payload;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.job.ChosenLora;

/**
 * What a LoRA is called on a network volume. The same name always holds the same bytes, so nothing is ever overwritten
 * under a worker that reads it.
 */
public final class VolumeFile {
    private static final int LONGEST_SLUG = 60;
    private static final int DIGEST = 12;
    private static final String CHECKPOINT = ".ckpt";

    private VolumeFile() {}

    /** Only letters, digits, dots, dashes and underscores, which every store and every worker takes. */
    public static String nameOf(ChosenLora lora) {
        var extension = lora.fileName().toLowerCase(Locale.ROOT).endsWith(CHECKPOINT) ? CHECKPOINT : ".safetensors";
        return slug(lora.fileName()) + "-" + digest(lora) + extension;
    }

    private static String slug(String fileName) {
        int dot = fileName.lastIndexOf('.');
        var stem = dot > 0 ? fileName.substring(0, dot) : fileName;
        var slug = stem.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        slug = slug.substring(0, Math.min(LONGEST_SLUG, slug.length())).replaceAll("[.-]+$", "");
        return slug.isEmpty() ? "lora" : slug;
    }

    /** Of the object, and not of its content: two LoRAs never share a file, so one can go without the other. */
    private static String digest(ChosenLora lora) {
        var object = lora.object();
        var identity = String.join("\n", object.key().value(), String.valueOf(object.size()), object.etag().value());
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).value().substring(0, DIGEST);
    }
}
