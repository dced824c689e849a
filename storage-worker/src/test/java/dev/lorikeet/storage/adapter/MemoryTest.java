package dev.lorikeet.storage.adapter;

import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.MemoryEstimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.lorikeet.storage.adapter.Files.bf16;
import static org.assertj.core.api.Assertions.assertThat;

/** The arithmetic of a LoRA on all linear layers of WAN's blocks. */
final class MemoryTest {
    @ParameterizedTest
    @CsvSource({"A14B, 40, 16, 153354240", "A14B, 40, 32, 306708480", "A14B, 40, 256, 2453667840",
            "B5, 30, 32, 161218560", "B5, 30, 128, 644874240", "B1_3, 30, 64, 174981120"})
    void theFactorsStayInMemory(WanSize size, int blocks, long rank, long resident) {
        var memory = Files.facts(Files.lora(Layout.KOHYA, rank, Linear.wan(size, blocks))).memory();
        assertThat(memory).extracting(MemoryEstimate::residentBytes).isEqualTo(resident);
    }

    @Test
    void fusingTakesTwoWeightsOfTheLargestLayer() {
        var memory = Files.facts(Files.lora(Layout.AI_TOOLKIT, 32, Linear.wan(WanSize.A14B, 40))).memory();
        assertThat(memory).extracting(MemoryEstimate::fusePeakBytes)
                .isEqualTo(2L * 4 * 13_824 * 5120 + 4L * 32 * (13_824 + 5120));
    }

    @Test
    void layersForPicturesCostWhatTheySay() {
        var file = Files.lora(Layout.KOHYA, 16, Stream.concat(Linear.wan(WanSize.A14B, 40), Linear.imageLayers(40)));
        assertThat(Files.facts(file).adapter().parameters()).isEqualTo((4_792_320L + 819_200) * 16);
    }

    @Test
    void whereNoSizeIsKnownNothingIsReckoned() {
        assertThat(Files.facts(Files.file(Stream.of(bf16("x.oft_blocks", 8L, 40L, 40L)))).memory()).isNull();
        assertThat(Files.facts(Files.file(Stream.of(bf16("x.diff_b", 40L)))).memory()).isNull();
    }
}
