package dev.lorikeet.event;

import java.util.Locale;
import java.util.stream.Stream;

import dev.lorikeet.event.EventCatalogue.Row;
import dev.lorikeet.event.Topic.Keeping;

import static java.util.stream.Collectors.joining;

/** The part of docs/events.md that the code knows better than its authors. */
final class EventsPage {
    private static final String BEGIN = "<!-- from here to the end mark: written by EventsPageTest -->\n";
    private static final String END = "<!-- end mark -->\n";

    private EventsPage() {}

    /** The page with its generated part brought up to date. */
    static String refreshed(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException("the page has lost its marks");
        }
        return page.substring(0, begin) + "\n" + generated() + "\n" + page.substring(end);
    }

    private static String generated() {
        return Stream.of(Topic.values()).map(EventsPage::topicRow).collect(joining("\n", """
                ## Topics

                | topic | events | kept | partitions |
                |---|---|---|---|
                """, "\n\n")) + Stream.of(Topic.values()).map(EventsPage::topicSection).collect(joining("\n"));
    }

    private static String topicRow(Topic topic) {
        var declaration = Topic.declarations()
                .stream()
                .filter(each -> each.name().equals(topic.topicName()))
                .findAny()
                .orElseThrow();
        String events = events(topic).map(row -> "[" + name(row) + "](#" + anchor(row) + ")").collect(joining(", "));
        return "| `%s` | %s | %s | %d |".formatted(topic.topicName(), events, kept(declaration.keeping()),
                declaration.partitions());
    }

    private static String kept(Keeping keeping) {
        return keeping == Keeping.LATEST_PER_KEY
                ? "the latest per key; a tombstone for " + keeping.time().toDays() + " days"
                : keeping.time().toDays() + " days";
    }

    private static String topicSection(Topic topic) {
        return "## `" + topic.topicName() + "`\n\n"
                + events(topic).map(EventsPage::eventSection).collect(joining("\n"));
    }

    private static String eventSection(Row row) {
        return """
                ### %s

                `%s` · [schema](../common-events/src/main/resources%s)

                %s

                %s
                """.formatted(name(row), row.type(), row.schema(), Contract.schema(row).path("description").asString(),
                example(row));
    }

    private static String example(Row row) {
        return row.isTombstone() ? "There is no body." : "```json\n" + Contract.example(row, "full") + "```";
    }

    private static Stream<Row> events(Topic topic) {
        return EventCatalogue.rows().stream().filter(row -> row.topic() == topic);
    }

    private static String name(Row row) {
        return row.event().getSimpleName();
    }

    private static String anchor(Row row) {
        return name(row).toLowerCase(Locale.ROOT);
    }
}
