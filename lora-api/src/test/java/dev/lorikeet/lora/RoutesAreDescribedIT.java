package dev.lorikeet.lora;

import java.nio.file.Path;

import dev.lorikeet.http.testing.Routes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service does is what openapi.yaml says, and nothing of it is missing. */
final class RoutesAreDescribedIT {

    @Test
    void hasExactlyTheRoutesOfTheContract(@TempDir Path data) {
        try (var api = RunningLoraApi.start(data)) {
            assertThat(Routes.of(api.context())).containsExactlyInAnyOrderElementsOf(LoraApi.CONTRACT.routes());
        }
    }
}
