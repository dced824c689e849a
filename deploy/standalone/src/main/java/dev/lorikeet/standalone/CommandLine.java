package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

import dev.lorikeet.embedded.PlatformFailure;

/** What {@code deploy/up} was called with; the script itself answers {@code --help}. */
record CommandLine(Path data, int port) {
    static CommandLine parse(String... arguments) {
        var data = Path.of("data");
        int port = 8080;
        var left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            var option = left.pop();
            switch (option) {
                case "--data" -> data = Path.of(value(option, left));
                case "--port" -> port = number(option, value(option, left));
                default -> throw new PlatformFailure("There is no option " + option + "; deploy/up --help lists them.");
            }
        }
        return new CommandLine(data.toAbsolutePath().normalize(), port);
    }

    private static String value(String option, ArrayDeque<String> left) {
        if (left.isEmpty() || left.peek().isEmpty()) {
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
