package dev.lorikeet.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastWordsTest {
    private static final String SENTENCE = "The server died of a full disk.";

    /** What is halted here must not be the tests' own JVM. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] args) {
            LastWords.halt(3, SENTENCE);
        }
    }

    @Test
    void theJvmEndsWithTheSentenceOnStandardError() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var dying = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Dying.class.getName()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();

        assertThat(new String(dying.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains(SENTENCE);
        assertThat(dying.waitFor()).isEqualTo(3);
    }
}
