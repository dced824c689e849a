package dev.lorikeet.embedded.runpod.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.Pool;
import dev.lorikeet.embedded.runpod.Times;

/** The stand-in in a JVM of its own, so that it can be killed. */
record RunPodProcess(Process process) implements AutoCloseable {
    private static final String READY = "ready";

    public static void main(String[] args) throws InterruptedException {
        try (var runPod = EmbeddedRunPod.start(Path.of(args[0]), Integer.parseInt(args[1]),
                _ -> EndpointSettings.of(Personality.ANY)
                        .with(new Pool(1, Duration.ofMillis(100), Duration.ofSeconds(5)))
                        .with(Times.usual().executing(Duration.ofMillis(400))))) {
            System.out.println(READY + " " + runPod.port());
            new CountDownLatch(1).await();
        }
    }

    static RunPodProcess start(Path directory, int port) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), RunPodProcess.class.getName(), directory.toString(),
                String.valueOf(port)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new RunPodProcess(process);
            }
        }
        throw new IllegalStateException("The stand-in's process ended before it was ready");
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
