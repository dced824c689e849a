package dev.lorikeet.storage.adapter;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.lorikeet.event.TargetModel.VideoTask;

/** Which WAN the name of a file speaks of. A name that speaks of two decides nothing. */
final class ModelWords {
    /** Only behind the model's name: "2.1" alone may be the second try of a LoRA. */
    private static final Pattern VERSION = Pattern
            .compile("wan[\\s_.-]{0,2}(?:video|ai)?[\\s_.-]{0,2}v?2[\\s_.-]?([12])(?!\\d)");
    private static final Pattern TASK = Pattern
            .compile("ti2v|t2v|i2v|flf2v|text[\\s_-]?(?:2|to)[\\s_-]?video|ima?ge?[\\s_-]?(?:2|to)[\\s_-]?video");

    private ModelWords() {}

    static Optional<String> version(String name) {
        var versions = VERSION.matcher(name.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> "2." + found.group(1))
                .collect(Collectors.toSet());
        return versions.size() == 1 ? Optional.of(versions.iterator().next()) : Optional.empty();
    }

    static Optional<VideoTask> task(String name) {
        var tasks = TASK.matcher(name.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> task(found.group().charAt(0), found.group()))
                .collect(Collectors.toSet());
        return tasks.size() == 1 ? Optional.of(tasks.iterator().next()) : Optional.empty();
    }

    private static VideoTask task(char first, String word) {
        if (word.equals("ti2v")) {
            return VideoTask.TEXT_OR_IMAGE_TO_VIDEO;
        }
        return first == 't' ? VideoTask.TEXT_TO_VIDEO : VideoTask.IMAGE_TO_VIDEO;
    }
}
