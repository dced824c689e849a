package dev.lorikeet.generation.result;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import dev.lorikeet.generation.models.ModelConfiguration.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class MediaTypeTest {
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> beginnings() {
        return Stream.of(Arguments.of("\0\0\0\u001cftypisom\0\0\2\0", MediaType.MP4),
                Arguments.of("\u001aE\u00df\u00a3\1\0", MediaType.WEBM), Arguments.of("GIF89a", MediaType.GIF),
                Arguments.of("GIF87a", MediaType.GIF), Arguments.of("RIFF\1\2\3\4WEBPVP8L", MediaType.WEBP),
                Arguments.of("\u0089PNG\r\n\u001a\n", MediaType.PNG),
                Arguments.of("\u00ff\u00d8\u00ff\u00e0", MediaType.JPEG));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void isToldByItsFirstBytes(String beginning, MediaType type) {
        assertThat(MediaType.of(latin1(beginning), 1000)).contains(type);
        assertThat(MediaType.of(latin1(beginning), 31)).as("far too short").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><ht", "RIFF\1\2\3\4WAVEfmt ", "ftypisom00000000",
            "{\"error\":\"none\"}", "MZ\u0090\0\3\0\0\0", "PK\3\4\0\0\0\0\0\0"})
    void isNothingElse(String beginning) {
        assertThat(MediaType.of(latin1(beginning), 1000)).isEmpty();
    }

    @Test
    void needsNoMoreBytesThanThereAre() {
        assertThat(MediaType.of(new byte[0], 0)).isEmpty();
        assertThat(MediaType.of(new byte[]{'G'}, 1000)).isEmpty();
    }

    @Test
    void fitsWhatWasOrdered() {
        assertThat(MediaType.values()).filteredOn(type -> !type.fits(Output.VIDEO))
                .containsExactly(MediaType.PNG, MediaType.JPEG);
        assertThat(MediaType.values()).filteredOn(type -> !type.fits(Output.IMAGE))
                .containsExactly(MediaType.MP4, MediaType.WEBM);
    }

    @Test
    void knowsWhatCanBeShownAsAPicture() {
        assertThat(MediaType.values()).filteredOn(MediaType::isPicture)
                .containsExactly(MediaType.GIF, MediaType.PNG, MediaType.JPEG);
        assertThat(MediaType.MP4.contentType()).isEqualTo("video/mp4");
        assertThat(MediaType.JPEG.suffix()).isEqualTo("jpg");
    }
}
