package dev.lorikeet.lora.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ProblemTypeTest {
    private static final Path PAGES = Path.of("../docs/problems");

    @ParameterizedTest
    @EnumSource
    void hasAPageThatSaysWhatToDo(ProblemType type) throws IOException {
        assertThat(Files.readString(PAGES.resolve(type.slug() + ".md")))
                .startsWith("# " + type.title() + "\n\n`" + type.name() + "`, status " + type.status() + "\n")
                .contains("## Why\n", "## What to do\n");
    }

    @Test
    void hasNoPageWithoutAType() throws IOException {
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.filter(Files::isRegularFile).map(page -> page.getFileName().toString())).allSatisfy(
                    page -> assertThat(Arrays.stream(ProblemType.values()).map(type -> type.slug() + ".md"))
                            .contains(page));
        }
    }
}
