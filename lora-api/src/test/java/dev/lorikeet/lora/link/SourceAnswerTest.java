package dev.lorikeet.lora.link;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SourceAnswerTest {
    private static final Map<String, String> PIECE = Map.of("Content-Range", "bytes 0-0/100", "ETag", "\"a\"",
            "Content-Type", "application/octet-stream");
    private static final LinkedFile FILE = new LinkedFile("a.ckpt", 100, "\"a\"");

    @Test
    void readsSizeNameAndWhatTellsAChange() {
        assertThat(answer(206, Map.of()).file("a.ckpt")).isEqualTo(FILE);
        assertThat(answer(206, Map.of("Content-Disposition", "attachment; filename=\"Rain Dance.safetensors\""))
                .file("7")
                .name()).isEqualTo("Rain Dance.safetensors");
        assertThat(answer(206, Map.of("Content-Disposition", "inline; filename*=UTF-8''%EB%B9%84.safetensors"))
                .file("7")
                .name()).isEqualTo("비.safetensors");
        assertThat(answer(206, Map.of("Content-Disposition", "nonsense; =")).file("7").name()).isEqualTo("7");
        assertThat(answer(206, Map.of("ETag", "W/\"a\"", "Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT"))
                .file("7")
                .validator()).isEqualTo("Sun, 22 Nov 2026 08:00:00 GMT");
        assertThat(answer(416, Map.of("Content-Range", "bytes */0")).file("7").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"200,NOT_IN_PIECES", "401,PRIVATE", "403,PRIVATE", "451,PRIVATE", "404,GONE", "410,GONE", "418,GONE",
            "416,GONE", "204,GONE", "100,GONE", "408,AWAY", "429,AWAY", "500,AWAY", "503,AWAY"})
    void knowsWhatItsStatusMeans(int status, LinkFault fault) {
        assertThatThrownBy(() -> answer(status, Map.of()).file("a")).hasMessage(fault.sentence());
    }

    @ParameterizedTest
    @CsvSource({"Content-Range,bytes 0-0/*", "Content-Range,''", "Content-Range,bytes 0-0/-1",
            "Content-Range,bytes 0-0/1000000000000000000000", "ETag,''", "ETag,W/\"a\"", "Content-Encoding,gzip"})
    void needsPiecesOfKnownLengthOfAFileWhoseChangeIsSeen(String header, String value) {
        assertThatThrownBy(() -> answer(206, Map.of(header, value)).file("a"))
                .hasMessage(LinkFault.NOT_IN_PIECES.sentence());
    }

    @Test
    void tellsAPageFromAFile() {
        assertThatThrownBy(() -> answer(200, Map.of("Content-Type", "Text/HTML; charset=utf-8")).file("a"))
                .hasMessage(LinkFault.PAGE.sentence());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isSomewhereElse(int status) {
        assertThat(answer(status, Map.of()).isElsewhere()).isTrue();
        assertThat(answer(206, Map.of()).isElsewhere()).isFalse();
    }

    @Test
    void isThePieceThatWasAskedForOfTheVeryFile() {
        answer(206, Map.of("Content-Range", "bytes 50-99/100")).demandPiece(FILE, 50, 50);
    }

    @ParameterizedTest
    @CsvSource({"206,bytes 50-98/100,\"a\"", "206,bytes 0-49/100,\"a\"", "206,bytes 50-99/101,\"a\"",
            "206,bytes 50-99/100,\"b\"", "206,'',\"a\"", "200,bytes 50-99/100,\"a\""})
    void isNeverPutTogetherWithAnotherFile(int status, String range, String etag) {
        assertThatThrownBy(() -> answer(status, Map.of("Content-Range", range, "ETag", etag))
                .demandPiece(FILE, 50, 50)).hasMessage(LinkFault.CHANGED.sentence());
    }

    private static SourceAnswer answer(int status, Map<String, String> other) {
        var headers = new HashMap<>(PIECE);
        headers.putAll(other);
        return new SourceAnswer(status, headers::get);
    }
}
