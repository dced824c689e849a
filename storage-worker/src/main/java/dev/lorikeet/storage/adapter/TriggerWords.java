package dev.lorikeet.storage.adapter;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * The words that call up what was trained: first those the author names, then those of the data it was trained on, the
 * most frequent first.
 */
final class TriggerWords {
    private static final int LONGEST = 200;
    private static final int MOST = 30;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_LIST = 20_000;
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\n]");
    /** How kohya's folders are called: how often each picture is shown, then what it shows. */
    private static final Pattern CONCEPT = Pattern.compile("\\d{1,4}_(.{1,300})");

    private TriggerWords() {}

    static List<String> of(Map<String, String> metadata) {
        var frequency = InnerJson.read(metadata.get("ss_tag_frequency"));
        return Stream.of(
                split(metadata.getOrDefault("modelspec.trigger_phrase", "")),
                classes(InnerJson.read(metadata.get("ss_datasets"))),
                concepts(frequency),
                concepts(InnerJson.read(metadata.get("ss_dataset_dirs"))),
                tags(frequency))
                .flatMap(words -> words)
                .map(TriggerWords::word)
                .flatMap(Optional::stream)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static Optional<String> word(String word) {
        return word.indexOf('\\') >= 0 ? Optional.empty()
                : Texts.cleanLine(word, LONGEST).filter(clean -> clean.indexOf('…') != 0);
    }

    private static Stream<String> split(String list) {
        return SEPARATOR.splitAsStream(list.length() > LONGEST_LIST ? list.substring(0, LONGEST_LIST) : list);
    }

    private static Stream<String> classes(JsonNode datasets) {
        return datasets.values()
                .stream()
                .flatMap(dataset -> dataset.path("subsets").values().stream())
                .map(subset -> subset.path("class_tokens"))
                .filter(JsonNode::isString)
                .flatMap(tokens -> split(tokens.stringValue()));
    }

    private static Stream<String> concepts(JsonNode directories) {
        return directories.properties()
                .stream()
                .map(entry -> CONCEPT.matcher(Texts.fileName(entry.getKey())))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }

    private static Stream<String> tags(JsonNode frequency) {
        Map<String, Double> counts = new HashMap<>();
        frequency.properties()
                .forEach(directory -> directory.getValue()
                        .properties()
                        .stream()
                        .filter(tag -> tag.getValue().isNumber())
                        .forEach(tag -> counts.merge(tag.getKey().strip(), tag.getValue().asDouble(0), Double::sum)));
        return counts.entrySet()
                .stream()
                .sorted(Comparator.<Map.Entry<String, Double>>comparingDouble(tag -> -tag.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_TAGS)
                .map(Map.Entry::getKey);
    }
}
