package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.lorikeet.generation.web.GenerationProblem;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import dev.lorikeet.lora.web.LoraProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every refusal of any service has a page, and services that refuse with the same code mean the same. */
final class ProblemPagesTest {
    private static final Path PAGES = Repository.ROOT.resolve("docs/problems");

    static Stream<ProblemType> problems() {
        return Stream.of(CommonProblem.values(), LoraProblem.values(), GenerationProblem.values())
                .flatMap(Stream::<ProblemType>of);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyProblemHasAPageThatSaysWhatToDo(ProblemType problem) throws IOException {
        assertThat(Files.readString(PAGES.resolve(problem.slug() + ".md")))
                .startsWith("# " + problem.title() + "\n\n`" + problem.name() + "`, status " + problem.status() + "\n")
                .contains("## Why\n", "## What to do\n");
    }

    @Test
    void thereIsNoPageWithoutAProblem() throws IOException {
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.filter(Files::isRegularFile).map(page -> page.getFileName().toString()))
                    .allSatisfy(page -> assertThat(problems().map(problem -> problem.slug() + ".md")).contains(page));
        }
    }
}
