package dev.lorikeet.cluster.chart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Helm says after an installation is what is left to do. */
final class NotesTest {

    @Test
    void sayHowToSeeThatItWorks() {
        assertThat(Chart.notes(Chart.MINIMAL)).contains("helm --namespace studio test lorikeet",
                "rollout status deployment", "The page and its API are at https://lorikeet.example.org");
    }

    @Test
    void sayThatNothingLeadsThereYet() {
        assertThat(Chart.notes(Chart.MINIMAL)).contains("Nothing leads there yet", "lorikeet-lora-api (8080)");
        assertThat(Chart.notes(Chart.ci("gateway"))).doesNotContain("Nothing leads there yet");
    }

    @Test
    void sayWhatHasToBeDoneElsewhere() {
        assertThat(Chart.notes(Chart.ci("gateway"))).contains("CORS with the origin https://lorikeet.example.org",
                "Make the topics", "notices.secret");
        assertThat(Chart.notes(Chart.ci("small"))).contains("RunPod does not call back", "set networkPolicy.enabled");
        assertThat(Chart.notes(Chart.ci("full"))).doesNotContain("Make the topics", "notices.secret",
                "RunPod does not call back", "set networkPolicy.enabled");
    }
}
