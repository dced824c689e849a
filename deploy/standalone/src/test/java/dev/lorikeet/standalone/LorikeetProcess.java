package dev.lorikeet.standalone;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program as {@code deploy/up} runs it, in a process of its own. */
final class LorikeetProcess implements AutoCloseable {
    private static final String MAIN = "dev.lorikeet.standalone.StandaloneApplication";

    /** Longer than it gives itself. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reading;

    private LorikeetProcess(Process process) {
        this.process = process;
        this.reading = Thread.ofVirtual().start(this::read);
    }

    static LorikeetProcess start(Path data, int port) {
        return start(data, port, Map.of());
    }

    /** With settings. */
    static LorikeetProcess start(Path data, int port, Map<String, String> environment) {
        return run(classPath(), environment, MAIN, "--data", data.toString(), "--port", String.valueOf(port));
    }

    /** As if it had been off for so long. */
    static LorikeetProcess startLater(Path data, int port, Map<String, String> environment, Duration later) {
        var settings = new HashMap<>(environment);
        settings.put("SPRING_MAIN_SOURCES", LaterClock.class.getName());
        settings.put("LORIKEET_LATER", later.toString());
        return run(System.getProperty("java.class.path"), settings, MAIN, "--data", data.toString(), "--port",
                String.valueOf(port));
    }

    /** Any main class of the class path, with our flags. */
    static LorikeetProcess run(String main, String... arguments) {
        return run(classPath(), Map.of(), main, arguments);
    }

    /** One of the services by itself. */
    static LorikeetProcess run(Class<?> main, Map<String, String> environment, List<String> arguments) {
        return run(classPath(), environment, main.getName(), arguments.toArray(String[]::new));
    }

    private static LorikeetProcess run(String classPath, Map<String, String> environment, String main,
            String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=logback.xml", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx448m",
                "-cp", classPath, main));
        Stream.of(arguments).forEach(command::add);
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new LorikeetProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without our tests and their logging. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (var output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException closed) {
            lines.add("(output ended: " + closed.getMessage() + ")");
        }
    }

    long pid() {
        return process.pid();
    }

    List<String> lines() {
        return lines;
    }

    void awaitReady() {
        await().atMost(READY_WITHIN)
                .failFast(() -> assertThat(process.isAlive()).as(() -> lines.toString()).isTrue())
                .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("is ready after")));
    }

    /** The exit code. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
        reading.join();
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    void interrupt() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
