package dev.lorikeet.lora;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service in a JVM of its own, with a heap of its own. It ends when its input does. */
record LoraApiProcess(Process process, BufferedReader output, int port) implements AutoCloseable {
    private static final String READY = "listens on ";
    private static final String PEAK = "peak ";

    public static void main(String[] arguments) throws IOException {
        try (var context = LoraApiApplication.start(arguments)) {
            System.out.println(READY + context.getEnvironment().getRequiredProperty("local.server.port"));
            System.in.read();
            System.out.println(PEAK + ManagementFactory.getMemoryPoolMXBeans()
                    .stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum());
        }
    }

    static LoraApiProcess start(List<String> arguments, String heap) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                LoraApiProcess.class.getName()));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            return new LoraApiProcess(process, output, Integer.parseInt(after(READY, output)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most that its heap ever held; ends it. */
    long peak() {
        try {
            process.getOutputStream().close();
            return Long.parseLong(after(PEAK, output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String word, BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
        }
        throw new IllegalStateException("The service ended before it said: " + word);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
