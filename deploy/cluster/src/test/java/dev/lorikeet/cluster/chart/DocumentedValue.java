package dev.lorikeet.cluster.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** A key of values.yaml with the comment above it, which begins with two dashes. */
record DocumentedValue(String name, String text, JsonNode preset) {
    private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");

    private record Level(int indent, String key) {}

    static List<DocumentedValue> of(String yaml, JsonNode values) {
        var found = new ArrayList<DocumentedValue>();
        Deque<Level> levels = new ArrayDeque<>();
        var comment = "";
        for (var line : yaml.lines().toList()) {
            var text = COMMENT.matcher(line);
            var key = KEY.matcher(line);
            if (text.matches()) {
                comment = text.group(1);
            } else if (key.matches()) {
                enter(levels, new Level(key.group(1).length(), key.group(2)));
                if (!comment.isEmpty()) {
                    found.add(of(levels, comment, values));
                }
                comment = "";
            }
        }
        return found;
    }

    private static void enter(Deque<Level> levels, Level level) {
        while (!levels.isEmpty() && levels.getLast().indent() >= level.indent()) {
            levels.removeLast();
        }
        levels.addLast(level);
    }

    private static DocumentedValue of(Deque<Level> levels, String text, JsonNode values) {
        var name = levels.stream().map(Level::key).collect(Collectors.joining("."));
        return new DocumentedValue(name, text, values.at("/" + name.replace('.', '/')));
    }

    String row() {
        var shown = preset.isString() && preset.asString().isEmpty() ? "" : "`" + preset + "`";
        return "| `" + name + "` | " + shown.replace("|", "\\|") + " | " + text + " |\n";
    }
}
