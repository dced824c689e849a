package dev.lorikeet.standalone.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Dashboards and alerts by themselves. Whether the services have what they ask for, a real scrape tells elsewhere. */
final class WatchTest {
    private static final Pattern IN_WORDS = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Scrape SCRAPE = Scrape.of("""
            # HELP lorikeet_events_consumed_total
            # TYPE lorikeet_events_consumed_total counter
            lorikeet_events_consumed_total{application="lora-api",outcome="parked",topic="a \\"b\\""} 1.0
            lorikeet_live_streams 3
            http_server_requests_seconds_bucket{le="+Inf",uri="/a",} 4 1700000000
            """);

    @Test
    void noticesANameThatNobodyHas() {
        assertThat(Watch.missing("rate(lorikeet_events_consumed[5m])", SCRAPE))
                .containsExactly("nobody has lorikeet_events_consumed");
        assertThat(Watch.missing("sum(lorikeet_live_streams)", SCRAPE)).isEmpty();
        assertThat(Watch.missing("http_server_requests_seconds_sum", SCRAPE)).hasSize(1);
    }

    @Test
    void noticesALabelOrAValueThatNobodyHas() {
        var parked = "sum by (%s) (lorikeet_events_consumed_total{%s})";
        assertThat(Watch.missing(parked.formatted("topic, namespace", "outcome=\"parked\""), SCRAPE)).isEmpty();
        assertThat(Watch.missing(parked.formatted("group", "outcome=\"parked\""), SCRAPE))
                .containsExactly("nothing that is grouped has the label group");
        assertThat(Watch.missing(parked.formatted("topic", "outcom=\"parked\""), SCRAPE))
                .containsExactly("lorikeet_events_consumed_total has no label outcom");
        assertThat(Watch.missing(parked.formatted("topic", "outcome=\"dead\""), SCRAPE))
                .containsExactly("lorikeet_events_consumed_total never has outcome=dead");
        assertThat(Watch.missing("label_values(lorikeet_live_streams, application)", SCRAPE)).hasSize(1);
        var verdicts = Scrape.of("verdicts_total{code=\"PROVEN\"} 1");
        assertThat(Watch.missing("verdicts_total{code=\"UNREADABLE\"}", verdicts)).isEmpty();
        assertThat(Watch.missing("verdicts_total{code=\"UNREDABLE\"}", verdicts)).hasSize(1);
    }

    @Test
    void readsNoPageThatIsNone() {
        assertThatThrownBy(() -> Scrape.of("<html>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scrape.of("a{b=c} 1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyAlertSaysHowBadItIsWhatItMeansAndWhereToReadOn() {
        var headings = headings();
        assertThat(Watch.alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            assertThat(alert.path("alert").asString()).startsWith("Lorikeet");
            assertThat(alert.path("for").asString()).matches("[1-9][0-9]*[mhd]");
            assertThat(alert.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asString()).endsWith(".");
            assertThat(alert.at("/annotations/description").asString()).endsWith(".");
            assertThat(alert.at("/annotations/runbook_url").asString()).startsWith("docs/operating.md#");
            assertThat(headings).contains(alert.at("/annotations/runbook_url").asString().replaceAll(".*#", ""));
        });
        assertThat(Watch.alerts().stream().map(alert -> alert.path("alert").asString())).doesNotHaveDuplicates();
    }

    /** As GitHub makes them. */
    private static Set<String> headings() {
        return Watch.text(Watch.HANDBOOK)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** What is said of an alert is empty where its expression has lost the label. */
    @Test
    void noSentenceOfAnAlertNamesALabelThatIsGone() {
        assertThat(Watch.alerts()).allSatisfy(alert -> {
            var wanted = PromQl.of(alert.path("expr").asString());
            var left = new HashSet<String>();
            wanted.groupings().forEach(grouping -> left.addAll(grouping.labels()));
            if (wanted.groupings().isEmpty()) {
                left.addAll(Set.of("instance", "application"));
            }
            assertThat(left).containsAll(IN_WORDS.matcher(alert.path("annotations").toString())
                    .results()
                    .map(label -> label.group(1))
                    .toList());
        });
    }

    @Test
    void everyRunbookBelongsToAnAlert() {
        var page = Watch.text(Watch.HANDBOOK);
        var section = page.substring(page.indexOf("\n## When it goes wrong\n"));
        var runbooks = Pattern.compile("\n### (.*)")
                .matcher(section.substring(0, section.indexOf("\n## ", 1)))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-').replace("'", ""))
                .toList();
        assertThat(Watch.alerts()
                .stream()
                .map(alert -> alert.at("/annotations/runbook_url").asString().replaceAll(".*#", ""))
                .collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(runbooks);
    }

    @Test
    void everyDashboardIsFoundAgainAndTellsWhatItShows() {
        var dashboards = Watch.dashboards();
        assertThat(dashboards.keySet()).containsExactlyInAnyOrder("overview.json", "uploads.json", "jobs.json",
                "kafka-outbox.json");
        assertThat(dashboards).allSatisfy((file, dashboard) -> {
            assertThat(dashboard.path("uid").asString()).isEqualTo("lorikeet-" + file.replace(".json", ""));
            assertThat(dashboard.path("tags").get(0).asString()).isEqualTo("lorikeet");
            assertThat(dashboard.at("/links/0/tags/0").asString()).as("leads to the others").isEqualTo("lorikeet");
            assertThat(texts(dashboard.at("/templating/list"), "name"))
                    .containsExactly("datasource", "namespace", "application", "instance");
            assertThat(Watch.panels(dashboard)).hasSizeGreaterThan(8).allSatisfy(WatchTest::tellsWhatItShows);
            assertThat(dashboard.path("panels").findValuesAsString("id")).doesNotHaveDuplicates();
        });
    }

    private static void tellsWhatItShows(JsonNode panel) {
        assertThat(panel.path("title").asString()).isNotBlank();
        assertThat(panel.path("description").asString()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
        assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
        assertThat(texts(panel.path("targets"), "expr")).allMatch(query -> query.contains("$namespace"))
                .allMatch(query -> !query.contains("rate(") || query.contains("[$__rate_interval]"));
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(one -> one.path(field).asString()).toList();
    }
}
