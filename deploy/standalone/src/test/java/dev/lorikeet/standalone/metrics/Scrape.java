package dev.lorikeet.standalone.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus reads of services: every line a series with its labels. */
public record Scrape(List<Series> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+(?: \\S+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    public Scrape {
        series = List.copyOf(series);
    }

    public record Series(String name, Map<String, String> labels) {}

    /** A page in the text format; whatever is no series and no comment is a failure. */
    public static Scrape of(String page) {
        return new Scrape(page.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Scrape::series)
                .toList());
    }

    public Scrape and(Scrape other) {
        return new Scrape(Stream.concat(series.stream(), other.series.stream()).toList());
    }

    private static Series series(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no series: " + line);
        }
        var labels = new LinkedHashMap<String, String>();
        var text = parts.group(2) == null ? "" : parts.group(2);
        var label = LABEL.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!label.find(end) || label.start() != end) {
                throw new IllegalArgumentException("no label: " + text.substring(end));
            }
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        return new Series(parts.group(1), labels);
    }

    /** The values of each label of a name, over all its series. */
    Map<String, Set<String>> labels(String name) {
        var found = new HashMap<String, Set<String>>();
        series.stream()
                .filter(one -> one.name().equals(name))
                .forEach(one -> one.labels()
                        .forEach((label, value) -> found.computeIfAbsent(label, _ -> new TreeSet<>()).add(value)));
        return found;
    }

    boolean has(String name) {
        return series.stream().anyMatch(one -> one.name().equals(name));
    }

    /** Series with a label whose value looks like this. */
    public List<Series> withValue(Pattern pattern) {
        return series.stream()
                .filter(one -> one.labels().values().stream().anyMatch(value -> pattern.matcher(value).find()))
                .toList();
    }

    /** How many series each name has, the most first; for whoever has to find out what has grown. */
    public String largest() {
        return series.stream()
                .collect(Collectors.groupingBy(Series::name, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(10)
                .map(Map.Entry::toString)
                .collect(Collectors.joining(", "));
    }
}
