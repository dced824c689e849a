package dev.lorikeet.storage.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way in which a reader of tar archives finds a checksum to be right. */
final class TarHeaderTest {
    /** Without a magic word, and with bytes whose sign matters. */
    private static final byte[] BLOCK = block();

    private static byte[] block() {
        var block = new byte[600];
        new Random(7).nextBytes(block);
        Arrays.fill(block, 0, 400, (byte) 'a');
        return block;
    }

    private static boolean isPlausible(byte[] file) {
        return TarHeader.isPlausible(ByteBuffer.wrap(file));
    }

    private static byte[] field(String format, long sum) {
        var text = String.format(format, sum).getBytes(StandardCharsets.ISO_8859_1);
        return TarBytes.with(BLOCK, Arrays.copyOf(text, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%08o", "%07o\0", "%06o\0 ", "%06o  ", "%6o\0 ", "  %o", "\t%o\n", "\u001c%o", "%o\0ab", "+%o",
                    "-%o", "0o%o", "0O%o", "0_%o", "%o xyz"})
    void aRightChecksumIsPlausibleHoweverItIsWritten(String format) {
        for (boolean signed : new boolean[]{false, true}) {
            long sum = TarBytes.sum(BLOCK, signed);
            assertThat(isPlausible(field(format, sum))).isTrue();
            assertThat(isPlausible(field(format, sum + 1))).isFalse();
        }
    }

    @Test
    void aBinaryChecksumIsPlausible() {
        for (boolean signed : new boolean[]{false, true}) {
            long sum = TarBytes.sum(BLOCK, signed);
            assertThat(isPlausible(binary(BLOCK, 0x80, sum))).isTrue();
            assertThat(isPlausible(binary(BLOCK, 0x80, sum + 1))).isFalse();
        }
    }

    @Test
    void aNegativeChecksumIsPlausible() {
        var block = new byte[512];
        Arrays.fill(block, (byte) 0xF0);
        long sum = TarBytes.sum(block, true);
        assertThat(sum).isNegative();
        assertThat(isPlausible(binary(block, 0xFF, sum))).isTrue();
        assertThat(isPlausible(TarBytes.with(block, Arrays.copyOf(Long.toString(sum, 8)
                .getBytes(
                        StandardCharsets.US_ASCII),
                8)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0\0\0\0\0", "        ", "\0abcdefg", "   \0    ", "00000000"})
    void nothingCountsAsZero(String field) {
        var block = new byte[512];
        block[0] = -128;
        block[1] = -128;
        assertThat(isPlausible(TarBytes.with(block, field.getBytes(StandardCharsets.US_ASCII)))).isTrue();
        block[1] = -127;
        assertThat(isPlausible(TarBytes.with(block, field.getBytes(StandardCharsets.US_ASCII)))).isFalse();
    }

    @Test
    void otherTextsAndShortFilesAreNotPlausible() {
        long sum = TarBytes.sum(BLOCK, false);
        assertThat(isPlausible(BLOCK)).isFalse();
        assertThat(isPlausible(field("%o,1", sum))).isFalse();
        assertThat(isPlausible(field("[%o]", sum))).isFalse();
        assertThat(isPlausible(Arrays.copyOf(TarBytes.octal(BLOCK, sum), 511))).isFalse();
    }

    private static byte[] binary(byte[] block, int mark, long sum) {
        return TarBytes.with(block, ByteBuffer.allocate(8).putLong(sum).put(0, (byte) mark).array());
    }
}
