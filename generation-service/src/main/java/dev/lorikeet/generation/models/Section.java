package dev.lorikeet.generation.models;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One mapping of a YAML file that knows its lines, so that every complaint names one. */
final class Section {
    private final String file;
    private final int line;
    private final UnaryOperator<String> placeholders;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(String file, UnaryOperator<String> placeholders, Node node) {
        this.file = file;
        this.line = lineOf(node);
        this.placeholders = placeholders;
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidModels(file, line, "must be a mapping of names to values");
        }
        for (var entry : mapping.getValue()) {
            var key = scalar(entry.getKeyNode(), "a name");
            if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                throw new InvalidModels(file, lineOf(entry.getKeyNode()), key + " is there twice");
            }
        }
    }

    static Section read(String file, String text, UnaryOperator<String> placeholders) {
        try {
            var node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (node == null) {
                throw new InvalidModels(file, 1, "is empty; it needs a list called models");
            }
            return new Section(file, placeholders, node);
        } catch (MarkedYAMLException malformed) {
            var mark = malformed.getProblemMark();
            throw new InvalidModels(file, mark == null ? 1 : mark.getLine() + 1,
                    "is not YAML: " + malformed.getProblem());
        }
    }

    /** A name that nobody reads is a mistake that nobody would notice. */
    Section allowing(String... names) {
        values.forEach((name, node) -> {
            if (!List.of(names).contains(name)) {
                throw new InvalidModels(file, lineOf(node),
                        name + " is not known here; allowed are " + String.join(", ", names));
            }
        });
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    InvalidModels wrong(String name, String sentence) {
        var node = values.get(name);
        return new InvalidModels(file, node == null ? line : lineOf(node), name + " " + sentence);
    }

    void demand(boolean holds, String name, String sentence) {
        if (!holds) {
            throw wrong(name, sentence);
        }
    }

    String text(String name) {
        return scalar(node(name), name);
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    String matching(String name, String pattern) {
        var text = text(name);
        demand(text.matches(pattern), name, "must match " + pattern + ", not " + text);
        return text;
    }

    long whole(String name) {
        return parsed(name, "a whole number", Long::parseLong);
    }

    long whole(String name, long least, long most) {
        long value = whole(name);
        demand(value >= least && value <= most, name, "must be from " + least + " to " + most + ", not " + value);
        return value;
    }

    double number(String name) {
        double value = parsed(name, "a number", Double::parseDouble);
        demand(Double.isFinite(value), name, "must be a number, not " + value);
        return value;
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? word(name, Map.of("true", true, "false", false)) : otherwise;
    }

    Duration time(String name) {
        var value = parsed(name, "a time such as 90s or 5m", DurationStyle::detectAndParse);
        demand(!value.isNegative(), name, "must not be negative");
        return value;
    }

    <T> T word(String name, Map<String, T> words) {
        return known(name, text(name), node(name), words);
    }

    <T> List<T> words(String name, Map<String, T> words) {
        return items(name).stream().map(item -> known(name, scalar(item, name), item, words)).toList();
    }

    List<String> texts(String name) {
        return items(name).stream().map(item -> scalar(item, name)).toList();
    }

    Section part(String name) {
        return new Section(file, placeholders, node(name));
    }

    Optional<Section> partIfThere(String name) {
        return has(name) ? Optional.of(part(name)) : Optional.empty();
    }

    List<Section> parts(String name) {
        var parts = new ArrayList<Section>();
        items(name).forEach(item -> parts.add(new Section(file, placeholders, item)));
        return parts;
    }

    /** One text for each name. */
    Map<String, String> pairs() {
        var pairs = new LinkedHashMap<String, String>();
        values.keySet().forEach(name -> pairs.put(name, text(name)));
        return pairs;
    }

    private <T> T known(String name, String word, Node where, Map<String, T> words) {
        var known = words.get(word);
        if (known == null) {
            throw new InvalidModels(file, lineOf(where), name + " cannot be " + word + "; allowed are "
                    + String.join(", ", words.keySet().stream().sorted().toList()));
        }
        return known;
    }

    private <T> T parsed(String name, String what, Function<String, T> parse) {
        var text = text(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException notOne) {
            throw wrong(name, "must be " + what + ", not " + text);
        }
    }

    private List<Node> items(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (node(name) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw wrong(name, "must be a list");
    }

    private Node node(String name) {
        var node = values.get(name);
        if (node == null) {
            throw new InvalidModels(file, line, name + " is missing");
        }
        return node;
    }

    private String scalar(Node node, String name) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new InvalidModels(file, lineOf(node), name + " must be a single value");
        }
        try {
            return placeholders.apply(scalar.getValue());
        } catch (IllegalArgumentException unknown) {
            throw new InvalidModels(file, lineOf(node), name + " names something that the environment does not have: "
                    + scalar.getValue() + "; write ${NAME:default}");
        }
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
