package dev.lorikeet.standalone.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.standalone.metrics.PromQl.Grouping;
import dev.lorikeet.standalone.metrics.PromQl.Selector;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards and alerts of the chart, and what of it nobody has. */
public final class Watch {
    static final Path FILES = Path.of("../helm/lorikeet/files");
    static final Path HANDBOOK = Path.of("../../docs/operating.md");
    /** Whoever scrapes puts these on everything. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "job", "instance");
    /** Series that only Prometheus itself has. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");
    /** An ordinary day does not have all of their values, so the handbook has to know them. */
    private static final Set<String> RARE = Set.of("code", "answer");
    /** What deploy/up has beside the services, and a cluster does not. */
    private static final String EMBEDDED = "lorikeet_embedded";
    private static final Pattern VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    private Watch() {}

    /** What would be empty on a screen, or never rouse anybody, each with where it stands. */
    public static List<String> missingFrom(Scrape scrape) {
        return asked().entrySet()
                .stream()
                .flatMap(query -> missing(query.getValue(), scrape).map(what -> query.getKey() + ": " + what))
                .toList();
    }

    /** Every expression, by its place. */
    static Map<String, String> asked() {
        var all = new TreeMap<String, String>();
        alerts().forEach(alert -> all.put(alert.path("alert").asString(), alert.path("expr").asString()));
        dashboards().forEach((file, dashboard) -> queries(dashboard).forEach(query -> all.put(file + " " + all.size(),
                query)));
        return all;
    }

    static Stream<String> missing(String query, Scrape scrape) {
        var variable = VALUES.matcher(query);
        var wanted = PromQl.of(variable.matches() ? variable.group(1) : query);
        var groupings = new ArrayList<>(wanted.groupings());
        if (variable.matches()) {
            groupings.add(new Grouping(Set.of(variable.group(2)), wanted.selectors()));
        }
        return Stream.concat(wanted.selectors().stream().flatMap(selector -> missing(selector, scrape)),
                groupings.stream().flatMap(grouping -> missing(grouping, scrape)));
    }

    private static Stream<String> missing(Selector selector, Scrape scrape) {
        if (OF_PROMETHEUS.contains(selector.name())) {
            return Stream.empty();
        }
        if (!scrape.has(selector.name()) || selector.name().startsWith(EMBEDDED)) {
            return Stream.of("nobody has " + selector.name());
        }
        var labels = scrape.labels(selector.name());
        var unknown = selector.labels()
                .stream()
                .filter(label -> !OF_THE_TARGET.contains(label) && !labels.containsKey(label))
                .map(label -> selector.name() + " has no label " + label);
        var unseen = selector.equal()
                .entrySet()
                .stream()
                .filter(one -> labels.containsKey(one.getKey()))
                .filter(one -> !labels.getOrDefault(one.getKey(), Set.of()).contains(one.getValue()))
                .filter(one -> !RARE.contains(one.getKey()) || !text(HANDBOOK).contains(one.getValue()))
                .map(one -> selector.name() + " never has " + one);
        return Stream.concat(unknown, unseen);
    }

    private static Stream<String> missing(Grouping grouping, Scrape scrape) {
        return grouping.labels()
                .stream()
                .filter(label -> !OF_THE_TARGET.contains(label))
                .filter(label -> grouping.of()
                        .stream()
                        .noneMatch(selector -> scrape.labels(selector.name()).containsKey(label)))
                .map(label -> "nothing that is grouped has the label " + label);
    }

    static List<JsonNode> alerts() {
        JsonNode file = JsonMapper.shared().valueToTree(new Yaml().load(text(FILES.resolve("alerts.yaml"))));
        return file.path("groups").valueStream().flatMap(group -> group.path("rules").valueStream()).toList();
    }

    static Map<String, JsonNode> dashboards() {
        try (var files = Files.list(FILES.resolve("dashboards"))) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(),
                    file -> JsonMapper.shared().readTree(text(file))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<JsonNode> panels(JsonNode dashboard) {
        return dashboard.path("panels").valueStream().filter(panel -> panel.has("targets")).toList();
    }

    private static Stream<String> queries(JsonNode dashboard) {
        var shown = panels(dashboard).stream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString());
        var chosen = dashboard.at("/templating/list")
                .valueStream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> variable.path("query").asString());
        return Stream.concat(shown, chosen);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
