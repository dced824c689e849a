package dev.lorikeet.lora.upload;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class FileNameTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n", "folder/", "C:\\folder\\", "/ "})
    void takesABlankNameForNoFile(@Nullable String given) {
        assertRefused(given, LoraProblem.NO_FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rain", "rain.pt", "rain.ckpt.zip", "ckpt", "safetensors", "rain.ckpt ", "rain.", "ckpt/rain",
                    "rain.ckpt\u200b"})
    void refusesAnotherExtension(String given) {
        assertRefused(given, LoraProblem.INVALID_EXTENSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ra\u0000in.ckpt", "ra\nin.ckpt", "ra\u0085in.ckpt", "ra\ud800in.ckpt"})
    void refusesWhatIsNotText(String given) {
        assertRefused(given, CommonProblem.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"rain.safetensors, rain.safetensors, .safetensors", "RAIN.CKPT, RAIN.CKPT, .ckpt",
            "C:\\x\\rain.safetensors, rain.safetensors, .safetensors", "../../rain.ckpt, rain.ckpt, .ckpt",
            "a.zip.CkPt, a.zip.CkPt, .ckpt", ".ckpt, .ckpt, .ckpt", "..ckpt, ..ckpt, .ckpt"})
    void keepsTheLastSegmentAndKnowsItsExtension(String given, String value, String extension) {
        var name = accepted(given);
        assertThat(name.value()).isEqualTo(value);
        assertThat(name.extension()).isEqualTo(extension);
    }

    @Test
    void composesWhatAMacDecomposes() {
        assertThat(accepted("gro\u0308\u00dfe.ckpt")).isEqualTo(accepted("gr\u00f6\u00dfe.ckpt"));
    }

    @Test
    void countsCharactersAsPeopleDo() {
        var bird = "\uD83D\uDC26";
        assertThat(accepted(bird.repeat(250) + ".ckpt").value()).hasSize(505);
        assertRefused(bird.repeat(251) + ".ckpt", CommonProblem.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"gr\u00f6\u00dfe 1+1.ckpt, gr__e_1_1.ckpt", "a...b..ckpt, a.b.ckpt", "\uD83D\uDC26.CKPT, _.CKPT"})
    void hasASafeNameForTheKey(String given, String inKey) {
        assertThat(accepted(given).inKey()).isEqualTo(inKey);
    }

    private static FileName accepted(String given) {
        return switch (FileName.parse(given)) {
            case Checked.Accepted(var name) -> name;
            case Checked.Refused(var problem) -> throw new AssertionError(problem);
        };
    }

    private static void assertRefused(@Nullable String given, ProblemType problem) {
        assertThat(FileName.parse(given)).isEqualTo(new Checked.Refused<>(problem));
    }
}
