package dev.lorikeet.storage.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.file.FileFault.HEADER_OVER_POLICY;
import static dev.lorikeet.storage.file.FileFault.HEADER_TOO_LARGE;
import static dev.lorikeet.storage.file.FileFault.HEADER_TOO_SMALL;
import static dev.lorikeet.storage.file.FileFault.INCOMPLETE_BUFFER;
import static dev.lorikeet.storage.file.FileFault.INVALID_HEADER_LENGTH;
import static dev.lorikeet.storage.file.FileFault.INVALID_JSON;
import static dev.lorikeet.storage.file.FileFault.INVALID_OFFSET;
import static dev.lorikeet.storage.file.FileFault.INVALID_UTF8;
import static dev.lorikeet.storage.file.FileFault.MISALIGNED;
import static dev.lorikeet.storage.file.FileFault.NO_TENSORS;
import static dev.lorikeet.storage.file.FileFault.SHAPE_SIZE_MISMATCH;
import static dev.lorikeet.storage.file.FileFault.VALIDATION_OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The cases that the format's own library is tested with, under the names they have there. */
final class ReferenceCasesTest {
    private static final String BASE_HEADER = "{\"test\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
    private static final byte[] BASE = SafetensorsBytes.of(BASE_HEADER, 16);

    static Stream<Refusal> cases() {
        return Stream.of(new Refusal("test_header_too_small", new byte[0], HEADER_TOO_SMALL),
                new Refusal("seven bytes", new byte[7], HEADER_TOO_SMALL),
                new Refusal("test_header_too_large", changed(5, 0xFF, 0xFF, 0xFF), HEADER_TOO_LARGE),
                new Refusal("test_invalid_header_length", Arrays.copyOf(BASE, 8), INVALID_HEADER_LENGTH),
                new Refusal("test_invalid_header_non_utf8",
                        SafetensorsBytes.of(1, new byte[]{(byte) 0xFF}, new byte[0]), INVALID_UTF8),
                new Refusal("test_invalid_header_not_json", SafetensorsBytes.of("{", 0), INVALID_JSON),
                new Refusal("test_invalid_info", file("I32", "2,2", "0, 4", 4), SHAPE_SIZE_MISMATCH),
                new Refusal("test_validation_overflow a", file("I32", "2,18446744073709551614", "0,16", 16),
                        VALIDATION_OVERFLOW),
                new Refusal("test_validation_overflow b", file("I32", "2,9223372036854775807", "0,16", 16),
                        VALIDATION_OVERFLOW),
                new Refusal("test_metadata_incomplete_buffer a",
                        SafetensorsBytes.of(BASE_HEADER, ("\0".repeat(16) + "extra").getBytes(StandardCharsets.UTF_8)),
                        INCOMPLETE_BUFFER),
                new Refusal("test_metadata_incomplete_buffer b", Arrays.copyOf(BASE, BASE.length - 2),
                        INCOMPLETE_BUFFER),
                new Refusal("test_json_attack", same(10), INVALID_OFFSET),
                new Refusal("whitespace behind nothing", SafetensorsBytes.of("{}\r \t\n", 0), NO_TENSORS),
                new Refusal("whitespace around nothing", SafetensorsBytes.of("\t\n{}\r ", 0), NO_TENSORS),
                new Refusal("fp4 misaligned", file("F4", "1,3", "0,2", 2), MISALIGNED),
                new Refusal("fp4 bad size", file("F4", "1,2", "0,2", 2), SHAPE_SIZE_MISMATCH),
                new Refusal("fp6 misaligned", file("F6_E2M3", "2", "0,2", 2), MISALIGNED),
                new Refusal("test_truncated_header_is_rejected", Arrays.copyOf(BASE, 8 + BASE_HEADER.length() / 2),
                        INVALID_HEADER_LENGTH),
                new Refusal("test_data_offset_overflow_is_rejected", file("F32", "1024,1024", "0,4194304", 1),
                        INCOMPLETE_BUFFER),
                new Refusal("abuse_attempt_1", changed(0, 1000 & 0xFF, 1000 >> 8), INVALID_HEADER_LENGTH),
                new Refusal("abuse_attempt_2", SafetensorsBytes.of(700_000_000, new byte[0], new byte[0]),
                        HEADER_TOO_LARGE),
                new Refusal("abuse_attempt_3, refused earlier here", same(100_000), HEADER_OVER_POLICY),
                new Refusal("abuse_attempt_3 with fewer tensors", same(20_000), INVALID_OFFSET),
                new Refusal("a hole before the first tensor", file("U8", "15", "1,16", 16), INVALID_OFFSET),
                new Refusal("a tensor that ends before it begins", file("U8", "0", "0,18446744073709551615", 16),
                        SHAPE_SIZE_MISMATCH),
                new Refusal("a dimension that makes good for an overflow too late",
                        file("U8", "4294967296,4294967296,0", "0,0", 0), VALIDATION_OVERFLOW),
                new Refusal("a dimension that no list can have", file("U8", "0,18446744073709551615", "0,0", 0),
                        VALIDATION_OVERFLOW),
                new Refusal("more bytes than a signed number has", file("U8", "1152921504606846976", "0,16", 16),
                        SHAPE_SIZE_MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefused(Refusal refusal) {
        assertThat(refusal.found()).isEqualTo(refusal.wanted());
    }

    static Stream<Arguments> sound() {
        return Stream.of(argumentSet("the base of all cases", BASE),
                argumentSet("test_zero_sized_tensor", file("I32", "2,0", "0, 0", 0)),
                argumentSet("test_empty_shapes_allowed", file("I32", "", "0,4", 4)),
                argumentSet("two numbers in one byte", file("F4", "1,2", "0,1", 1)),
                argumentSet("a zero before what would be too much", file("U8", "0,4294967296,4294967296", "0,0", 0)),
                argumentSet("test_whitespace_padded_header", SafetensorsBytes.of(BASE_HEADER + "\r \t\n", 16)),
                argumentSet("test_whitespace_leading_padded_header",
                        SafetensorsBytes.of("\t\n" + BASE_HEADER + "\r ", 16)));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void isAccepted(byte[] file) {
        assertThat(CountedReading.of(file).file().tensors()).hasSize(1);
    }

    @Test
    void aNameIsOnlyAName() {
        assertThat(CountedReading.of(SafetensorsBytes.of(BASE_HEADER.replace("test", "../../etc/passwd"), 16))
                .file()
                .tensors()
                .getFirst()
                .name()).isEqualTo("../../etc/passwd");
    }

    private static byte[] file(String dtype, String shape, String offsets, int data) {
        return SafetensorsBytes.of("{\"test\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape
                + "],\"data_offsets\":[" + offsets + "]}}", data);
    }

    /** So many tensors, all of them on the same bytes. */
    private static byte[] same(int count) {
        return SafetensorsBytes.of(IntStream.range(0, count)
                .mapToObj(index -> "\"" + index + "\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}")
                .collect(Collectors.joining(",", "{", "}")), 16);
    }

    private static byte[] changed(int at, int... bytes) {
        var file = BASE.clone();
        for (int index = 0; index < bytes.length; index++) {
            file[at + index] = (byte) bytes[index];
        }
        return file;
    }
}
