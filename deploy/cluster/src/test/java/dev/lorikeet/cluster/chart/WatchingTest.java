package dev.lorikeet.cluster.chart;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Grafana and Prometheus are given the dashboards and alerts of the chart's files, where somebody wants them. */
final class WatchingTest {
    private static final Path WATCHED = Chart.ci("watched");
    private static final Path FILES = Chart.DIRECTORY.resolve("files");

    private static List<Manifest> dashboards(Path... values) {
        return Chart.render(values)
                .stream()
                .filter(one -> one.at("/metadata/labels").has("grafana_dashboard"))
                .toList();
    }

    private static List<JsonNode> rules(Path... values) {
        return Chart.render(values)
                .stream()
                .filter(one -> one.kind().equals("PrometheusRule"))
                .flatMap(one -> one.at("/spec/groups").valueStream())
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    @Test
    void grafanaFindsEveryDashboardByItsLabel() {
        assertThat(dashboards(WATCHED)).extracting(Manifest::name)
                .containsExactlyInAnyOrder("lorikeet-board-overview", "lorikeet-board-uploads",
                        "lorikeet-board-jobs", "lorikeet-board-kafka-outbox");
        assertThat(dashboards(WATCHED)).allSatisfy(one -> assertThat(
                one.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Lorikeet"));
    }

    /** A legend such as {{topic}} is Grafana's to fill in and not Helm's. */
    @Test
    void aDashboardIsItsFileAndALinkToTheHandbook() {
        assertThat(dashboards(WATCHED)).allSatisfy(one -> {
            var entry = one.at("/data").properties().iterator().next();
            assertThat(entry.getKey()).startsWith("lorikeet-").endsWith(".json");
            var shown = JsonMapper.shared().readTree(entry.getValue().asString());
            var file = JsonMapper.shared()
                    .readTree(Chart.content(FILES.resolve("dashboards")
                            .resolve(entry.getKey().substring("lorikeet-".length()))));
            assertThat(shown.at("/links/1/url").asString())
                    .isEqualTo("https://wiki.example.org/lorikeet/operating.md#when-it-goes-wrong");
            assertThat(shown.path("panels")).isEqualTo(file.path("panels"));
            assertThat(shown.path("templating")).isEqualTo(file.path("templating"));
        });
    }

    @Test
    void prometheusGetsEveryAlertButThoseThatNobodyWants() {
        JsonNode file = JsonMapper.shared()
                .valueToTree(new Yaml().load(Chart.content(FILES.resolve("alerts.yaml"))));
        var written = file.path("groups").valueStream().flatMap(group -> group.path("rules").valueStream()).toList();
        assertThat(written).filteredOn(rule -> !rule.path("alert").asString().equals("LorikeetRequestsSlow"))
                .hasSize(written.size() - 1)
                .allSatisfy(rule -> assertThat(rules(WATCHED)).anySatisfy(rendered -> {
                    assertThat(rendered.path("alert")).isEqualTo(rule.path("alert"));
                    assertThat(rendered.path("expr")).isEqualTo(rule.path("expr"));
                    assertThat(rendered.path("for")).isEqualTo(rule.path("for"));
                    assertThat(rendered.at("/labels/severity")).isEqualTo(rule.at("/labels/severity"));
                    assertThat(rendered.at("/labels/team").asString()).isEqualTo("video");
                    assertThat(rendered.at("/annotations/description")).isEqualTo(rule.at("/annotations/description"));
                    assertThat(rendered.at("/annotations/runbook_url").asString())
                            .isEqualTo(rule.at("/annotations/runbook_url")
                                    .asString()
                                    .replace("docs/operating.md", "https://wiki.example.org/lorikeet/operating.md"));
                }));
        assertThat(rules(WATCHED)).extracting(rule -> rule.path("alert").asString())
                .contains("ManyLiveStreams")
                .doesNotContain("LorikeetRequestsSlow");
    }

    @Test
    void namesStayShortEnoughWhateverTheReleaseIsCalled() {
        assertThat(new Policy(Chart.manifests(Chart.text("r".repeat(53), WATCHED))).faults()).isEmpty();
    }

    @Test
    void whoDoesNotAskForThemGetsNone() {
        assertThat(dashboards(Chart.MINIMAL)).isEmpty();
        assertThat(rules(Chart.MINIMAL)).isEmpty();
    }
}
