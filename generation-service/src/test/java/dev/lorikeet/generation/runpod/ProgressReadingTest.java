package dev.lorikeet.generation.runpod;

import dev.lorikeet.generation.job.RemoteProgress;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import dev.lorikeet.generation.runpod.RemoteJob.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class ProgressReadingTest {
    static RemoteJob running(@Nullable String worker, String said) {
        return new RemoteJob("one-u1", Status.IN_PROGRESS, said.isEmpty()
                ? new Output.None()
                : new Output.Here(JsonMapper.shared().readTree(said)), null, 10L, null, worker, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"\"4/10\" | 40", "{\"progress\":\"4/10\"} | 40",
            "\"step 4 / 10 (sampling)\" | 40", "\"40%\" | 40", "\"40.9 %\" | 40", "0.4 | 40", "40 | 40", "1 | 90",
            "{\"percent\":25,\"phase\":\"sampling\"} | 25", "{\"percent\":0.5} | 0", "{\"progress\":0.5} | 50",
            "{\"percentage\":89.9} | 89", "{\"step\":3,\"total\":4} | 75",
            "{\"progress\":{\"step\":1,\"total\":4}} | 25",
            "400 | 90", "-3 | 0", "\"12/0\" | 0", "\"999%\" | 90", "\"9/3\" | 90", "{\"total\":0,\"step\":3} | 0",
            "\"thinking\" | 0", "null | 0", "[] | 0", "true | 0", "{} | 0"})
    void readsHowFarItIs(String said, int percent) {
        assertThat(ProgressReading.of(running("w", said), RemoteProgress.NONE).percent()).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"fetching-loras, FETCHING_LORAS", "Downloading LoRA 1, FETCHING_LORAS", "sampling, RENDERING",
            "encoding, ENCODING", "saving video, ENCODING"})
    void readsWhatItIsDoing(String stage, Phase phase) {
        var read = ProgressReading.of(running("w", "{\"phase\":\"" + stage + "\"}"), RemoteProgress.NONE);
        assertThat(read.phase()).isEqualTo(phase);
        assertThat(read.stage()).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"fetching-loras, 0, 0", "fetching-loras, 100, 10", "rendering, 5, 5", "rendering, 100, 90",
            "encoding, 0, 90", "encoding, 100, 100"})
    void countsEachPhaseAsAPartOfTheWhole(String phase, int ofThePhase, int ofTheWhole) {
        var said = "{\"phase\":\"" + phase + "\",\"percent\":" + ofThePhase + "}";
        assertThat(ProgressReading.of(running("w", said), RemoteProgress.NONE).percent()).isEqualTo(ofTheWhole);
    }

    @Test
    void startsAnewWithAnotherWorkerOnly() {
        var half = ProgressReading.of(running("a", "\"50%\""), RemoteProgress.NONE);
        assertThat(ProgressReading.of(running("a", "\"20%\""), half).percent()).isEqualTo(50);
        assertThat(ProgressReading.of(running("a", ""), half).percent()).isEqualTo(50);
        assertThat(ProgressReading.of(running("b", "\"20%\""), half).percent()).isEqualTo(20);
    }

    /** RunPod leaves the worker out at times. */
    @Test
    void remembersTheWorkerWhenItIsNotNamed() {
        var half = ProgressReading.of(running("a", "\"50%\""), RemoteProgress.NONE);
        var unnamed = ProgressReading.of(running(null, "\"50%\""), half);
        assertThat(ProgressReading.of(running("a", "\"20%\""), unnamed).percent()).isEqualTo(50);
        assertThat(ProgressReading.of(running("b", "\"20%\""), unnamed).percent()).isEqualTo(20);
    }

    @Test
    void keepsThePhaseThatWasHeardLast() {
        var encoding = ProgressReading.of(running("a", "\"encoding 90%\""), RemoteProgress.NONE);
        assertThat(ProgressReading.of(running("a", ""), encoding).phase()).isEqualTo(Phase.ENCODING);
        assertThat(ProgressReading.of(running("b", ""), encoding).phase()).isEqualTo(Phase.RENDERING);
    }

    @Test
    void isWaitingWhileNoWorkerHasIt() {
        var queued = new RemoteJob("one-u1", Status.IN_QUEUE, new Output.None(), null, null, null, null, 1);
        assertThat(ProgressReading.of(queued, ProgressReading.of(running("a", "\"50%\""), RemoteProgress.NONE)))
                .isEqualTo(RemoteProgress.NONE);
    }
}
