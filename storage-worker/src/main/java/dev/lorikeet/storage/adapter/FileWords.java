package dev.lorikeet.storage.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.FileTexts;

/** What the author wrote about the file, out of the metadata. */
final class FileWords {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final int LONGEST_TAG = 100;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_LIST = 20_000;

    private FileWords() {}

    static FileTexts of(Map<String, String> metadata) {
        return new FileTexts(title(metadata).orElse(null),
                Texts.cleanLine(metadata.get("modelspec.author"), LONGEST_LINE).orElse(null),
                description(metadata).orElse(null),
                Texts.cleanLine(metadata.get("modelspec.license"), LONGEST_LINE).orElse(null),
                tags(metadata.getOrDefault("modelspec.tags", "")), TriggerWords.of(metadata), null);
    }

    private static Optional<String> title(Map<String, String> metadata) {
        return Stream.of("modelspec.title", "ss_output_name", "name")
                .flatMap(key -> Optional.ofNullable(metadata.get(key)).stream())
                .map(title -> Texts.cleanLine(title, LONGEST_LINE).filter(clean -> !clean.equals("…")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> description(Map<String, String> metadata) {
        var parts = Stream.of("modelspec.description", "modelspec.usage_hint")
                .flatMap(key -> Texts.clean(metadata.get(key), LONGEST_DESCRIPTION).stream())
                .toList();
        return Texts.clean(String.join("\n\n", parts), LONGEST_DESCRIPTION);
    }

    private static List<String> tags(String list) {
        return Arrays.stream((list.length() > LONGEST_LIST ? list.substring(0, LONGEST_LIST) : list).split(","))
                .map(tag -> Texts.cleanLine(tag, LONGEST_TAG))
                .flatMap(Optional::stream)
                .distinct()
                .limit(MOST_TAGS)
                .toList();
    }
}
