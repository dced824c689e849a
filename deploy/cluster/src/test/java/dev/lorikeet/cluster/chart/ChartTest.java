package dev.lorikeet.cluster.chart;

import java.nio.file.Files;
import java.nio.file.Path;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the chart says of itself, and that it can be handed on. */
final class ChartTest {
    private static final JsonNode CHART = Chart.read(Chart.DIRECTORY.resolve("Chart.yaml"));

    @Test
    void hasTheVersionOfTheServicesThatItInstalls() {
        assertThat(Chart.content(Path.of("../../pom.xml")))
                .contains("<version>" + CHART.path("appVersion").asString() + "-SNAPSHOT</version>");
    }

    @Test
    void saysWhatSomebodyWantsToKnowWhoLooksForIt() {
        assertThat(CHART.path("apiVersion").asString()).isEqualTo("v2");
        assertThat(CHART.propertyNames()).contains("description", "kubeVersion", "icon", "keywords", "maintainers");
        assertThat(CHART.path("annotations").propertyNames()).contains("artifacthub.io/license",
                "artifacthub.io/changes");
    }

    /** Images go, and a database that comes with something else is nobody's. */
    @Test
    void bringsNoKafkaNoMongoDbAndNoBucket() {
        assertThat(CHART.has("dependencies")).isFalse();
        assertThat(Files.exists(Chart.DIRECTORY.resolve("charts"))).isFalse();
    }

    @Test
    void isTheSameWhenItIsPackaged(@TempDir Path directory) {
        new Helm(Chart.DIRECTORY).packageIt().withDestination(directory).call();
        var packaged = directory.resolve("lorikeet-" + CHART.path("version").asString() + ".tgz");
        assertThat(render(packaged)).isEqualTo(render(Chart.DIRECTORY));
    }

    private static String render(Path chart) {
        return new Helm(chart).template()
                .withName("lorikeet")
                .withNamespace("studio")
                .withKubeVersion("1.33.0")
                .withValuesFile(Chart.ci("full"))
                .call();
    }
}
