package dev.lorikeet.generation.selection;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SelectionLimitsTest {

    private static SelectionLimits bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("lorikeet.selection",
                SelectionLimits.class);
    }

    @Test
    void theDefaultsAreThoseOfTheTests() {
        assertThat(bound(Map.of())).isEqualTo(Bench.LIMITS);
    }

    @Test
    void aBadValueIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.inline-pictures", "10MB"))).rootCause()
                .hasMessage("lorikeet.selection.inline-pictures must be from 1 to 7700000 bytes, not 10485760");
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.high-memory", "1MB"))).rootCause()
                .hasMessageStartingWith("lorikeet.selection.high-memory must be at least medium-memory");
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.longest-address", "0"))).rootCause()
                .hasMessageStartingWith("lorikeet.selection.longest-address must be from 1 to 8000");
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.most-loras", "0"))).rootCause()
                .hasMessage("lorikeet.selection.most-loras must be from 1 to 1000, not 0");
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.most-names", "1001"))).rootCause()
                .hasMessage("lorikeet.selection.most-names must be from 1 to 1000, not 1001");
        assertThatThrownBy(() -> bound(Map.of("lorikeet.selection.most-faults", "0"))).rootCause()
                .hasMessage("lorikeet.selection.most-faults must be from 1 to 1000, not 0");
    }

    @Test
    void sizesAreCountedInBinary() {
        assertThat(bound(Map.of("lorikeet.selection.fetched-per-second", "50MB")).fetchedPerSecond())
                .isEqualTo(DataSize.ofMegabytes(50));
    }
}
