package dev.lorikeet.embedded.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own, so that it can be killed. */
record BrokerProcess(Process process) implements AutoCloseable {
    private static final String READY = "ready";

    public static void main(String[] args) throws InterruptedException {
        try (var kafka = EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(READY + " " + kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }

    /** Returns once the broker takes requests. */
    static BrokerProcess start(Path directory, int port) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), BrokerProcess.class.getName(), directory.toString(),
                String.valueOf(port));
        try {
            var started = new BrokerProcess(command.redirectError(ProcessBuilder.Redirect.DISCARD).start());
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. */
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

    private void awaitReady() throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return;
            }
        }
        throw new IllegalStateException("The broker's process ended before it was ready");
    }
}
