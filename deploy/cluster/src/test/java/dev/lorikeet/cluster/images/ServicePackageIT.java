package dev.lorikeet.cluster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import dev.lorikeet.cluster.Repository;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps of the Dockerfile on what this build has packaged, without Docker. */
final class ServicePackageIT {
    static final List<String> SERVICES = Repository.SERVICES;

    @ParameterizedTest
    @FieldSource("SERVICES")
    void comesApartIntoLayersOfWhichOnlyTheLastIsOurs(String service, @TempDir Path directory) throws Exception {
        var layers = ServicePackage.of(service).layers(directory);
        assertThat(layers.resolve("application/service.jar")).isRegularFile();
        // Which of the two it is depends on whether Maven builds it now or has built it before.
        assertThat(Stream.of("application/lib", "snapshot-dependencies/lib").map(layers::resolve))
                .filteredOn(Files::exists)
                .flatMap(ServicePackageIT::jars)
                .singleElement()
                .asString()
                .startsWith("common-events");
        assertThat(jars(layers.resolve("dependencies/lib"))).hasSizeGreaterThan(50)
                .noneMatch(jar -> jar.startsWith("common-events"))
                .noneMatch(jar -> jar.contains("junit") || jar.startsWith("jqwik") || jar.startsWith("embedded"));
    }

    private static List<String> jars(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that trains the cache, but for the cache, which takes long. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void startsAsFarAsTheTrainingOfItsCacheNeedsWithNothingAroundIt(String service, @TempDir Path directory)
            throws Exception {
        var layers = ServicePackage.of(service).layers(directory);
        var opt = Files.createDirectory(directory.resolve("opt"));
        for (var layer : List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")) {
            merge(layers.resolve(layer), opt);
        }
        var training = Dockerfile.read()
                .stage("service")
                .only("RUN")
                .replace("-XX:AOTCacheOutput=service.aot", "");
        assertThat(ServicePackage.run(opt, "sh", "-euc", training)).contains(service);
    }

    private static void merge(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void saysWhatIsInIt(String service) throws Exception {
        Assumptions.assumeFalse("offline is true".equals(System.getProperty("lorikeet.maven")),
                "Maven lists the parts only while it is online");
        try (var jar = ServicePackage.of(service).open()) {
            var entry = jar.getEntry("META-INF/sbom/application.cdx.json");
            assertThat(entry).as("list of parts").isNotNull();
            var parts = JsonMapper.shared()
                    .readTree(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            assertThat(parts.required("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(parts.required("components").valueStream().map(part -> part.required("name").asString()))
                    .contains("spring-kafka", "s3", "common-events")
                    .doesNotContain("jqwik", "embedded", "assertj-core");
        }
    }

    /** One build is like the next, to the byte, only if no entry tells when it was made. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void tellsNothingAboutWhenItWasBuilt(String service) throws Exception {
        try (var jar = ServicePackage.of(service).open()) {
            assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }
}
