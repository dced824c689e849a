package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.embedded.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The stand-in as the compose file starts it. */
final class RunPodApplicationIT {
    @TempDir
    private Path data = Path.of("replaced");

    @Test
    void saysWhereItIsAndWorks() throws Exception {
        int port = LoopbackPort.free();
        var process = started(data.toString(), String.valueOf(port));
        try (var said = process.inputReader(); var caller = new HttpCaller(port)) {
            assertThat(said.lines().filter(line -> line.startsWith("The RunPod")).findFirst())
                    .hasValue("The RunPod stand-in is ready: http://127.0.0.1:" + port + "/v2");
            var job = caller.submitWith("\"input\":{\"prompt\":\"a\"}");
            assertThat(caller.job(job).required("status").asString()).isIn("IN_QUEUE", "IN_PROGRESS", "COMPLETED");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        for (var arguments : List.of(List.<String>of(), List.of(data.toString(), "http"))) {
            var process = started(arguments.toArray(String[]::new));
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .contains("Say where its jobs are kept, and its port: RunPodApplication DIRECTORY PORT");
            assertThat(process.waitFor()).isOne();
        }
    }

    private static Process started(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), RunPodApplication.class.getName()), Stream.of(arguments));
        return new ProcessBuilder(command.toList()).start();
    }
}
