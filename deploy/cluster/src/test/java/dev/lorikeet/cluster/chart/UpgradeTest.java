package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever upgrades gets what they had, but for what a change says. */
final class UpgradeTest {
    private static final Path RENDERED = Path.of("src/test/resources/rendered");
    /** Written by hand at a release and never again: Kubernetes refuses to change these. */
    private static final Path RELEASED = Path.of("src/test/resources/released.yaml");
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void everyChangeOfWhatIsInstalledCanBeReviewed(String name) throws IOException {
        var file = RENDERED.resolve(name + ".yaml");
        var text = Chart.text("lorikeet", Chart.ci(name)).replace(Manifest.HOOK, "helm.sh/hook");
        if (Boolean.getBoolean("lorikeet.docs.write")) {
            Files.writeString(file, text);
        }
        assertThat(text)
                .as(file + " is stale; run this test with -Dlorikeet.docs.write=true and look at the difference")
                .isEqualTo(Files.readString(file));
    }

    @Test
    void whatKubernetesRefusesToChangeIsAsItWasReleased() {
        var fixed = new TreeMap<String, JsonNode>();
        for (var one : Chart.render(Chart.ci("full"))) {
            switch (one.kind()) {
                case "Deployment" -> fixed.put(one.title(), one.at("/spec/selector/matchLabels"));
                case "Service" -> fixed.put(one.title(), one.at("/spec/ports/0/port"));
                default -> {}
            }
        }
        var released = Chart.read(RELEASED)
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey,
                        Map.Entry::getValue));
        assertThat(fixed).isEqualTo(new TreeMap<>(released));
    }

    @Test
    void otherModelsStartOnlyGenerationServiceAnew() throws IOException {
        var more = Files.writeString(directory.resolve("more.yaml"), "models: {graphs: {further.json: '{}'}}");
        var before = templates(Chart.ci("full"));
        var after = templates(Chart.ci("full"), more);
        assertThat(after.keySet()).filteredOn(name -> !after.get(name).equals(before.get(name)))
                .containsExactly("Deployment/lorikeet-generation-service");
    }

    private static Map<String, JsonNode> templates(Path... values) {
        return Chart.render(values)
                .stream()
                .filter(one -> one.kind().equals("Deployment"))
                .collect(Collectors.toMap(Manifest::title, one -> one.at("/spec/template")));
    }
}
