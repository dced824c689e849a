package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import com.marcnuri.helm.Helm;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart of this repository, rendered by Helm's own engine without a cluster. */
final class Chart {
    static final Path DIRECTORY = Path.of("../helm/lorikeet");
    static final Path MINIMAL = ci("minimal");
    private static final JsonMapper JSON = new JsonMapper();
    /** Helm leaves hooks out of what it renders, so a copy is rendered in which they are ordinary objects. */
    private static final Path WITH_HOOKS = copyWithHooks(Path.of("target/chart"));

    private Chart() {}

    static Path ci(String name) {
        return DIRECTORY.resolve("ci").resolve(name + "-values.yaml");
    }

    static List<Path> allValues() {
        try (var files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Everything that is installed, hooks included; later values count. */
    static List<Manifest> render(Path... values) {
        return manifests(text("lorikeet", values));
    }

    static List<Manifest> manifests(String text) {
        return StreamSupport.stream(yaml().loadAll(text).spliterator(), false)
                .filter(document -> document != null)
                .map(document -> new Manifest(JSON.valueToTree(document)))
                .toList();
    }

    static String text(String release, Path... values) {
        var template = new Helm(WITH_HOOKS).template()
                .withName(release)
                .withNamespace("studio")
                .withKubeVersion("1.33.0");
        for (var file : values) {
            template.withValuesFile(file);
        }
        return template.call();
    }

    /** What Helm says to the person who has just installed it. */
    static String notes(Path values) {
        return new Helm(DIRECTORY).install()
                .withName("lorikeet")
                .withNamespace("studio")
                .withKubeVersion("1.33.0")
                .withValuesFile(values)
                .clientOnly()
                .dryRun()
                .call()
                .getOutput();
    }

    static List<String> faultsByLint() {
        var result = new Helm(DIRECTORY).lint().strict().call();
        return result.isFailed() ? result.getMessages() : List.of();
    }

    static JsonNode read(Path yaml) {
        return JSON.valueToTree(yaml().load(content(yaml)));
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As strict as Kubernetes: the same key twice is a mistake. */
    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(options);
    }

    private static Path copyWithHooks(Path copy) {
        try (var files = Files.walk(DIRECTORY)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(copy.resolve(DIRECTORY.relativize(file.resolve(".."))).normalize());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook", Manifest.HOOK));
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
