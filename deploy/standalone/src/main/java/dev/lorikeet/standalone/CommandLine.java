package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

import dev.lorikeet.embedded.PlatformFailure;

/** What {@code deploy/up} was called with. */
record CommandLine(Path data, int port, boolean help) {
    static final String HELP = """
            Usage: deploy/up [--data DIR] [--port N]

            Starts Lorikeet with everything it needs in one process, on this machine only.

              --data DIR   where everything is kept (./data)
              --port N     the first of seven ports in a row (8080):
                           N web page and library, N+1 generation, N+2 storage worker, N+3 S3,
                           N+4 RunPod stand-in, N+5 Kafka, N+6 MongoDB
              --help       this text

            Ctrl-C stops it; the next start finds everything again.
            """;

    static CommandLine parse(String... arguments) {
        var data = Path.of("data");
        int port = 8080;
        var left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            var option = left.pop();
            switch (option) {
                case "--data" -> data = Path.of(value(option, left));
                case "--port" -> port = number(option, value(option, left));
                case "--help", "-h" -> {
                    return new CommandLine(data, port, true);
                }
                default -> throw new PlatformFailure("There is no option " + option + "; deploy/up --help lists them.");
            }
        }
        return new CommandLine(data.toAbsolutePath().normalize(), port, false);
    }

    private static String value(String option, ArrayDeque<String> left) {
        if (left.isEmpty()) {
            throw new PlatformFailure(option + " needs a value; deploy/up --help shows how.");
        }
        return left.pop();
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new PlatformFailure(option + " needs a number, not " + value + ".", notANumber);
        }
    }
}
