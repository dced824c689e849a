package dev.lorikeet.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class FileFaultTest {
    private static final Path PAGES = Path.of("../docs/problems/files");

    private static String page(FileFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
    }

    @ParameterizedTest
    @EnumSource
    void hasAPageThatSaysWhatToDo(FileFault fault) throws IOException {
        assertThat(Files.readString(PAGES.resolve(page(fault))))
                .matches("(?s)# [^\n]+\n\n`" + fault.name() + "`\n\n## Why\n\n.+\n\n## What to do\n\n.+\\.\n");
    }

    @Test
    void hasNoPageWithoutAFault() throws IOException {
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).allSatisfy(
                    page -> assertThat(Arrays.stream(FileFault.values()).map(FileFaultTest::page)).contains(page));
        }
    }

    @ParameterizedTest
    @EnumSource
    void advisesInAWholeSentence(FileFault fault) {
        assertThat(fault.advice()).startsWith("Please ").endsWith(".");
    }
}
