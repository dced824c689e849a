package dev.lorikeet.cluster.images;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.cluster.Repository;
import dev.lorikeet.cluster.images.Dockerfile.Stage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can be said of the images without building them. */
final class DockerfileTest {
    private final Dockerfile file = Dockerfile.read();

    private static List<String> entryPoint(Stage stage) {
        return JsonMapper.shared()
                .readTree(stage.only("ENTRYPOINT"))
                .valueStream()
                .map(word -> word.asString())
                .toList();
    }

    private Stream<Stage> images() {
        return Stream.of("service", "runpod-stand-in").map(file::stage);
    }

    @Test
    void whatRunsIsNotRootAndHearsItsSignals() {
        assertThat(images()).allSatisfy(image -> {
            assertThat(image.only("USER")).matches("[1-9][0-9]{3,}:[1-9][0-9]{3,}");
            assertThat(entryPoint(image)).startsWith("java").contains("-XX:+ExitOnOutOfMemoryError");
            assertThat(image.instructions().getLast().name()).isEqualTo("ENTRYPOINT");
        });
    }

    @Test
    void everyImageIsOneOfAFixedVersion() {
        var own = file.stages().stream().map(Stage::name).toList();
        assertThat(file.stages()).map(Stage::image)
                .allSatisfy(image -> assertThat(own.contains(image) || image.matches(".+:[0-9].*"))
                        .as(image)
                        .isTrue());
        assertThat(file.stages()).flatMap(stage -> stage.all("COPY"))
                .filteredOn(copy -> copy.startsWith("--from="))
                .allSatisfy(copy -> {
                    var from = copy.substring("--from=".length(), copy.indexOf(' '));
                    assertThat(own.contains(from) || from.matches(".+:[0-9].*")).as(copy).isTrue();
                });
    }

    @Test
    void theJvmGetsTheFlagsOfEveryOther() {
        var quiet = Repository.text(Repository.TOP.resolve("pom.xml"))
                .replaceAll("(?s).*<jvm.quiet>(.*?)</jvm.quiet>.*", "$1")
                .split(" ");
        assertThat(images()).allSatisfy(image -> assertThat(entryPoint(image)).contains(quiet));
    }

    /** The cache fits only a JVM that is started like the one that was trained. */
    @Test
    void theCacheIsTrainedWithWhatRuns() {
        var service = file.stage("service");
        assertThat(service.only("RUN")).contains("-XX:AOTCacheOutput=service.aot", "-jar service.jar");
        assertThat(entryPoint(service)).contains("-XX:AOTCache=service.aot").endsWith("-jar", "service.jar");
        assertThat(service.image()).isEqualTo(file.stage("runpod-stand-in").image()).endsWith("-jre");
    }

    @Test
    void theBuildSeesWhatItBuildsFromAndNothingElse() {
        var ignored = Repository.text(Dockerfile.PLACE.resolveSibling("Dockerfile.dockerignore")).lines().toList();
        assertThat(ignored).contains("*", "**/target", "**/node_modules");
        assertThat(ignored).filteredOn(line -> line.startsWith("!"))
                .allSatisfy(line -> assertThat(Files.exists(Repository.TOP.resolve(line.substring(1)))).as(line)
                        .isTrue());
        assertThat(ignored).containsAll(Repository.SERVICES.stream().map(service -> "!" + service).toList());
    }

    @Test
    void aMisspeltInstructionIsNoticed() {
        assertThatThrownBy(() -> Dockerfile.parse("FROM a:1 AS b\nCPOY . ."))
                .hasMessage("There is no instruction CPOY");
        assertThatThrownBy(() -> Dockerfile.parse("FROM a:1")).hasMessageStartingWith("A stage needs");
    }
}
