package dev.lorikeet.storage.torch;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TorchLimitsTest {
    @Test
    void pinsTheDefaults() {
        assertThat(TorchBytes.limits()).isEqualTo(new TorchLimits(DataSize.ofKilobytes(512), DataSize.ofKilobytes(256),
                DataSize.ofMegabytes(8), 20_000, 4, false,
                new PickleLimits(DataSize.ofMegabytes(16), 500_000, 100_000,
                        10_000, 8, 50_000, 50_000, 20_000, 8, DataSize.ofKilobytes(4))));
    }

    @Test
    void readsEverySetting() {
        var settings = Map.ofEntries(Map.entry("head", "1MB"), Map.entry("tail", "2MB"), Map.entry("directory", "3MB"),
                Map.entry("entries", 5), Map.entry("looks", 6), Map.entry("legacy", true),
                Map.entry("pickle.size", "4MB"), Map.entry("pickle.instructions", 7), Map.entry("pickle.memo", 8),
                Map.entry("pickle.depth", 9), Map.entry("pickle.nesting", 10), Map.entry("pickle.rank", 11),
                Map.entry("pickle.dicts", 12), Map.entry("pickle.entries", 13), Map.entry("pickle.tensors", 14),
                Map.entry("pickle.text", "5KB"));
        assertThat(TorchBytes.limits(prefixed(settings))).isEqualTo(new TorchLimits(DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(2), DataSize.ofMegabytes(3), 5, 6, true, new PickleLimits(DataSize.ofMegabytes(4),
                        7, 8, 9, 10, 12, 13, 14, 11, DataSize.ofKilobytes(5))));
    }

    @Test
    void namesTheSettingThatCannotBe() {
        assertThatThrownBy(() -> TorchBytes.limits(prefixed(Map.of("pickle.size", "1GB")))).rootCause()
                .hasMessage("lorikeet.storage.torch.pickle.size must be between 1KB and 64MB, but is 1073741824B");
        assertThatThrownBy(() -> TorchBytes.limits(prefixed(Map.of("head", "10B")))).rootCause()
                .hasMessageContaining("lorikeet.storage.torch.head must be");
    }

    private static Map<String, Object> prefixed(Map<String, ?> settings) {
        return settings.entrySet()
                .stream()
                .collect(Collectors
                        .toMap(setting -> "lorikeet.storage.torch." + setting.getKey(), Map.Entry::getValue));
    }
}
