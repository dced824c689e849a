package dev.lorikeet.storage.file;

import java.util.List;
import java.util.Map;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.Reading.Needs;
import dev.lorikeet.storage.file.Reading.Refused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ExcerptTest {
    private static final TensorFile ANY = new TensorFile(FileFormat.SAFETENSORS, List.of(), Map.of(), 0);

    private static Reading reading(Excerpt excerpt, long from, int length) {
        return excerpt.read(all -> {
            assertThat(all.at(from, length).remaining()).isEqualTo(length);
            return ANY;
        });
    }

    @Test
    void asksForWhatItDoesNotHave() {
        assertThat(reading(Excerpt.nothingOf(10), 2, 5)).isEqualTo(new Needs(2, 5));
        assertThat(reading(Excerpt.nothingOf(10).with(0, new byte[4]), 2, 5)).isEqualTo(new Needs(4, 3));
        assertThat(reading(Excerpt.nothingOf(10).with(6, new byte[4]), 2, 8)).isEqualTo(new Needs(2, 4));
        assertThat(reading(Excerpt.nothingOf(10).with(0, new byte[10]), 2, 8)).isEqualTo(new Done(ANY));
    }

    @Test
    void asksForTheEndOfAFileLargerThanAnArray() {
        assertThat(reading(Excerpt.nothingOf(5L << 30).with(0, new byte[4]), (5L << 30) - 8, 8))
                .isEqualTo(new Needs((5L << 30) - 8, 8));
    }

    @Test
    void puttingPiecesTogetherLeavesTheirBytesInOrder() {
        var excerpt = Excerpt.nothingOf(6).with(3, new byte[]{3, 4, 5}).with(0, new byte[]{0, 1, 2});
        assertThat(excerpt.at(1, 4).array()).containsExactly(1, 2, 3, 4);
        assertThat(excerpt.at(2, 4).getInt()).isEqualTo(0x05040302);
    }

    @Test
    void theEndOfALargeFileIsFarFromItsBeginning() {
        long size = 5L << 30;
        assertThat(reading(Excerpt.nothingOf(size).with(0, new byte[4]), size - 8, 8))
                .isEqualTo(new Needs(size - 8, 8));
    }

    @Test
    void nothingIsNeededForNothing() {
        assertThat(reading(Excerpt.nothingOf(10), 10, 0)).isEqualTo(new Done(ANY));
    }

    @Test
    void askingBeyondTheFileIsAFaultOfTheReader() {
        assertThatThrownBy(() -> reading(Excerpt.nothingOf(10), 8, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aFaultSaysWhatWasFoundAndWhatToDo() {
        var reading = Excerpt.nothingOf(10).read(_ -> {
            throw new Unfit(FileFault.NO_TENSORS, "This .safetensors file holds no tensors.");
        });
        assertThat(reading).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("NO_TENSORS");
            assertThat(refused.reason().message()).isEqualTo("This .safetensors file holds no tensors. Please save it"
                    + " again with the trainer or tool it comes from, and upload that.");
        });
    }

    @Test
    void aFindingOfAnyLengthFitsIntoAReason() {
        var reading = Excerpt.nothingOf(10).read(_ -> {
            throw new Unfit(FileFault.UNKNOWN_FIELD, "x".repeat(5_000));
        });
        assertThat(reading).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason().message()).hasSize(1_000).contains("… Please"));
    }
}
