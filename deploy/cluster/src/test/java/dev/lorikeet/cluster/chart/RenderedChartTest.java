package dev.lorikeet.cluster.chart;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every file of values that comes with the chart, as Kubernetes would see it. */
final class RenderedChartTest {

    static List<Path> allValues() {
        return Chart.allValues();
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void isWhatKubernetesTakes(Path values) {
        assertThat(Chart.render(values)).flatMap(Schemas::faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void keepsThePolicy(Path values) {
        assertThat(new Policy(Chart.render(values)).faults()).isEmpty();
    }

    /** What is drawn at random, or read from a cluster, makes every comparison of what should be with what is fail. */
    @ParameterizedTest
    @MethodSource("allValues")
    void isTheSameEachTime(Path values) {
        assertThat(Chart.text("lorikeet", values)).isEqualTo(Chart.text("lorikeet", values));
    }

    @Test
    void passesHelmsOwnChecks() {
        assertThat(Chart.faultsByLint()).isEmpty();
    }

    @Test
    void namesStayShortEnoughWhateverTheReleaseIsCalled() {
        var manifests = Chart.manifests(Chart.text("r".repeat(53), Chart.MINIMAL));
        assertThat(new Policy(manifests).faults()).isEmpty();
    }
}
