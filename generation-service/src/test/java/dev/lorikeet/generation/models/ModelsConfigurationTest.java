package dev.lorikeet.generation.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

final class ModelsConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Started.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ModelsSettings.class)
    @Import(ModelsConfiguration.class)
    static class Started {}

    @Test
    void withoutAFileThereAreTheIncludedModels() {
        runner.withPropertyValues("LORIKEET_ENDPOINT_WAN22=abc123").run(context -> {
            var models = context.getBean(Models.class);
            assertThat(models.find("wan22").orElseThrow().worker().endpoint()).isEqualTo("abc123");
            assertThat(models.find("flux-krea").orElseThrow().worker().endpoint()).isEqualTo("flux-krea");
        });
    }

    @Test
    void aFileOfOnesOwnReplacesThem(@TempDir Path folder) throws IOException {
        var file = folder.resolve("mine.yaml");
        Files.writeString(file, Included.text().replace("id: wan22-5b", "id: mine"));
        runner.withPropertyValues("lorikeet.models.file=" + file)
                .run(context -> assertThat(context.getBean(Models.class).find("mine")).isPresent());
    }

    @Test
    void aGraphLiesBesideTheFileThatNamesIt(@TempDir Path folder) throws IOException {
        var file = folder.resolve("mine.yaml");
        Files.writeString(file, Included.text().replace("classpath:workflows/flux-krea.json", "flux.json"));
        runner.withPropertyValues("lorikeet.models.file=" + file)
                .run(context -> assertThat(context.getStartupFailure()).rootCause()
                        .hasMessageContaining("graph cannot be read: flux.json"));
        try (var graph = ModelsConfigurationTest.class.getResourceAsStream("/workflows/flux-krea.json")) {
            Files.write(folder.resolve("flux.json"), Objects.requireNonNull(graph).readAllBytes());
        }
        runner.withPropertyValues("lorikeet.models.file=" + file)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMistakeStopsTheStart(@TempDir Path folder) throws IOException {
        var file = folder.resolve("mine.yaml");
        Files.writeString(file, "models:\n  - id: x\n");
        runner.withPropertyValues("lorikeet.models.file=" + file)
                .run(context -> assertThat(context.getStartupFailure()).rootCause()
                        .hasMessage(file + " line 2: worker is missing"));
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        runner.withPropertyValues("lorikeet.models.file=/nowhere/models.yaml")
                .run(context -> assertThat(context.getStartupFailure()).cause()
                        .cause()
                        .hasMessageStartingWith("lorikeet.models.file cannot be read: /nowhere/models.yaml."));
    }
}
