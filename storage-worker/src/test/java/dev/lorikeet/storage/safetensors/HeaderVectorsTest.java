package dev.lorikeet.storage.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The files that the web UI's own check is tested with, so that it never refuses what is accepted here. */
final class HeaderVectorsTest {
    private static final String VECTORS = "/safetensors/headers.json";

    static Stream<Arguments> vectors() throws IOException {
        try (InputStream json = HeaderVectorsTest.class.getResourceAsStream(VECTORS)) {
            return JsonMapper.shared()
                    .readTree(json)
                    .values()
                    .stream()
                    .map(vector -> argumentSet(vector.get("name").stringValue(), file(vector),
                            vector.get("code").stringValue("")));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isSeenAlikeHereAndInTheBrowser(byte[] file, String code) {
        var verdict = CountedReading.of(file).verdict();
        assertThat(verdict instanceof Reading.Refused refused ? refused.reason().code() : "").isEqualTo(code);
    }

    private static byte[] file(JsonNode vector) {
        int data = vector.path("data").asInt(0);
        if (vector.has("bytes")) {
            var bytes = HexFormat.of().parseHex(vector.get("bytes").stringValue());
            return Arrays.copyOf(bytes, bytes.length + data);
        }
        var header = vector.get("header").stringValue().getBytes(StandardCharsets.UTF_8);
        long length = vector.has("length") ? Long.parseUnsignedLong(vector.get("length").stringValue()) : header.length;
        return SafetensorsBytes.of(length, header, new byte[data]);
    }
}
