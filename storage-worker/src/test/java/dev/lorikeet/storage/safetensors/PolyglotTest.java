package dev.lorikeet.storage.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.TarBytes;
import org.junit.jupiter.api.Test;

import static dev.lorikeet.storage.file.FileFault.POLYGLOT_SUSPECT;
import static org.assertj.core.api.Assertions.assertThat;

/** Files that are a sound .safetensors file and a zip or a tar archive at the same time. */
final class PolyglotTest {
    private static final long ZIP_AS_LENGTH = 0x04034b50;

    @Test
    void aHeaderAsLongAsTheNumberThatArchivesBeginWithIsRefused() {
        assertRefused(SafetensorsBytes.of(ZIP_AS_LENGTH, new byte[100], new byte[0]));
        assertRefused(zip(0, 10));
    }

    @Test
    void anArchiveInTheLastTensorIsRefused() {
        assertRefused(around(zip(0, 10)));
        assertRefused(around(zip(0, 1)));
    }

    @Test
    void theLongestCommentDoesNotHideAnArchive() {
        assertRefused(around(zip(0xFFFF, 10)));
    }

    /** Its list of entries alone is longer than the bytes that are looked at. */
    @Test
    void theLengthOfAnArchiveDoesNotHideIt() {
        assertRefused(around(zip(0, 3_000)));
        assertRefused(around(zip(0xFFFF, 3_000)));
    }

    /** Readers differ in where they look: before the end record, or where it says. */
    @Test
    void anArchiveIsFoundFromItsEndAndFromItsOffset() {
        var file = around(zip(0, 10));
        var end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(file.length - 22).slice();
        end.order(ByteOrder.LITTLE_ENDIAN).putShort(4, (short) 7).putInt(16, 1 << 30);
        assertRefused(file);
        end.putInt(16, file.length - 22 - end.getInt(12)).putInt(12, 5);
        assertRefused(file);
    }

    @Test
    void aLocatorOfALargeArchiveIsEnough() {
        var data = new byte[100];
        ByteBuffer.wrap(data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(58, 0x07064b50)
                .putInt(78, 0x06054b50)
                .putInt(90, 9);
        assertRefused(around(data));
    }

    @Test
    void anEmptyArchiveIsRefused() {
        var data = new byte[22];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(0x06054b50);
        assertRefused(around(data));
    }

    /** It needs no word that says so, only a checksum, and a text of the metadata has room for it. */
    @Test
    void aTarArchiveInTheMetadataIsRefused() {
        var file = SafetensorsBytes.file().metadata("a", TarBytes.filling()).tensor("x", DType.U8, 1).bytes();
        for (boolean signed : new boolean[]{false, true}) {
            long sum = TarBytes.sum(file, signed);
            assertRefused(TarBytes.octal(file, sum));
            assertThat(CountedReading.of(TarBytes.octal(file, sum + 1)).file().tensors()).hasSize(1);
        }
    }

    @Test
    void numbersThatOnlyLookLikeTheEndOfAnArchiveAreAccepted() {
        var data = new byte[400];
        Arrays.fill(data, (byte) 0x3C);
        var numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 378; at += 29) {
            numbers.putInt(at, 0x06054b50);
        }
        assertThat(CountedReading.of(around(data)).file().tensors()).hasSize(1);
    }

    private static void assertRefused(byte[] file) {
        assertThat(CountedReading.of(file).code()).isEqualTo(POLYGLOT_SUSPECT.name());
    }

    private static byte[] around(byte[] data) {
        return SafetensorsBytes.of(SafetensorsBytes.file().tensor("x", DType.U8, data.length).header(), data);
    }

    private static byte[] zip(int comment, int entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setComment("c".repeat(comment));
            for (int entry = 0; entry < entries; entry++) {
                zip.putNextEntry(new ZipEntry("archive/data/" + entry));
                zip.write(entry);
            }
        } catch (IOException unlikely) {
            throw new AssertionError(unlikely);
        }
        return bytes.toByteArray();
    }
}
