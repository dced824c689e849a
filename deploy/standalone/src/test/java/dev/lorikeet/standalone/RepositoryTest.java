package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is promised about the repository itself. */
final class RepositoryTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(?!tsx?`)(\\w+))?`");
    private static final Pattern UI_FILE = Pattern.compile("`(?:[\\w-]+/)*([\\w-]+\\.tsx?)`");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Map<String, List<Path>> SOURCES = sources();
    /** A test of the web UI by its file, and by its sentence where there is one. */
    private static final Pattern UI_NAME = Pattern.compile("`(test/[\\w/-]+\\.test\\.tsx?)(?:: ([^`]+))?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(strings = {"docs/requirements.md", "docs/architecture.md", "docs/SECURITY.md"})
    void namesNoClassOrTestThatDoesNotExist(String page) throws IOException {
        var missing = new ArrayList<String>();
        for (var line : Files.readAllLines(Repository.ROOT.resolve(page))) {
            var cells = line.split("(?<!\\\\)\\|", -1);
            if (line.startsWith("|") && cells.length > 3) {
                missing.addAll(missingNames(cells[cells.length - 2]));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> missingNames(String cell) {
        var missing = new ArrayList<String>();
        var named = NAME.matcher(cell);
        while (named.find()) {
            if (!exists(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        UI_FILE.matcher(cell)
                .results()
                .filter(file -> !SOURCES.containsKey(file.group(1)))
                .forEach(file -> missing.add(file.group()));
        UI_NAME.matcher(cell)
                .results()
                .filter(name -> !existsInUi(name.group(1), name.group(2)))
                .forEach(name -> missing.add(name.group()));
        return missing;
    }

    private static boolean existsInUi(String file, @Nullable String sentence) {
        var path = Chrome.UI.resolve(file);
        return Files.exists(path) && (sentence == null || read(path).contains("'" + sentence + "'"));
    }

    private static boolean exists(String type, @Nullable String method) {
        return SOURCES.getOrDefault(type + ".java", List.of())
                .stream()
                .anyMatch(file -> method == null || read(file).contains(" " + method + "("));
    }

    @Test
    void runsTheArchitectureRulesInEveryModule() throws IOException {
        var modules = MODULE.matcher(Files.readString(Repository.ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules).isNotEmpty()
                .allSatisfy(module -> assertThat(
                        Repository.ROOT.resolve(module).resolve("src/test/java/dev/lorikeet/ArchitectureTest.java"))
                        .exists());
    }

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        try (var docs = Files.list(Repository.ROOT.resolve("docs"))) {
            var pages = Stream.concat(docs, Stream.of(Repository.ROOT.resolve("README.md")))
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
            for (var page : pages) {
                assertThat(LINK.matcher(read(page)).results().map(link -> page.resolveSibling(link.group(1))))
                        .allSatisfy(target -> assertThat(target).exists());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyPropertyOfTheRequirementsHasItsTest(int number) {
        assertThat(SOURCES.values().stream().flatMap(List::stream)).anySatisfy(file -> assertThat(file.toString())
                .matches(".*/(src/test|ui/test)/.*\\.(java|tsx?)")
                .satisfies(_ -> assertThat(read(file))
                        .contains("// Feature: lora-management, Property " + number + ": ")));
    }

    /** By their names. */
    private static Map<String, List<Path>> sources() {
        try (var files = Files.find(Repository.ROOT, 20, (path, attributes) -> attributes.isRegularFile()
                && path.toString().contains("/src/") && !path.toString().contains("/target/")
                && !path.toString().contains("/node_modules/"))) {
            return files.collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
