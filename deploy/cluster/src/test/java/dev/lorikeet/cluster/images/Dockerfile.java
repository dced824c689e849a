package dev.lorikeet.cluster.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.lorikeet.cluster.Repository;

/** As much of the Dockerfile as is needed to ask it questions; what it does not understand, it refuses. */
record Dockerfile(Map<String, String> globals, List<Stage> stages) {
    static final Path PLACE = Repository.DEPLOY.resolve("docker/Dockerfile");
    private static final Pattern FROM = Pattern.compile("(\\S+)(?: AS ([a-z-]+))?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    record Instruction(String name, String text) {}

    record Stage(String name, String image, List<Instruction> instructions) {
        List<String> all(String instruction) {
            return instructions.stream().filter(one -> one.name().equals(instruction)).map(Instruction::text).toList();
        }

        /** Of one that stands there exactly once. */
        String only(String instruction) {
            var found = all(instruction);
            if (found.size() != 1) {
                throw new IllegalStateException(name + " has " + found.size() + " " + instruction);
            }
            return found.getFirst();
        }
    }

    static Dockerfile read() {
        return parse(Repository.text(PLACE));
    }

    static Dockerfile parse(String text) {
        var globals = new HashMap<String, String>();
        var stages = new ArrayList<Stage>();
        for (var line : joined(text)) {
            var instruction = instruction(line);
            if (instruction.name().equals("FROM")) {
                stages.add(stage(instruction.text(), globals));
            } else if (stages.isEmpty()) {
                var pair = instruction.text().split("=", 2);
                globals.put(pair[0], pair[1]);
            } else {
                stages.getLast().instructions().add(instruction);
            }
        }
        return new Dockerfile(globals, stages);
    }

    private static List<String> joined(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .reduce("", (before, line) -> before.endsWith("\\")
                        ? before.substring(0, before.length() - 1) + line.strip()
                        : before + "\n" + line)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Instruction instruction(String line) {
        var parts = line.split(" ", 2);
        return switch (parts[0]) {
            case "ARG", "FROM", "COPY", "RUN", "WORKDIR", "LABEL", "USER", "ENTRYPOINT" ->
                new Instruction(parts[0], parts[1].strip());
            default -> throw new IllegalArgumentException("There is no instruction " + parts[0]);
        };
    }

    private static Stage stage(String text, Map<String, String> globals) {
        var from = FROM.matcher(text);
        if (!from.matches() || from.group(2) == null) {
            throw new IllegalArgumentException("A stage needs an image and a name: " + text);
        }
        var image = VARIABLE.matcher(from.group(1))
                .replaceAll(variable -> globals.getOrDefault(variable.group(1), ""));
        return new Stage(from.group(2), image, new ArrayList<>());
    }

    Stage stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
    }
}
