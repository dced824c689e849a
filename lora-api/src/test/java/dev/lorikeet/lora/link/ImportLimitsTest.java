package dev.lorikeet.lora.link;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ImportLimitsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bound(Map.of())).isEqualTo(new ImportLimits(Set.of(), 2, 8, Duration.ofSeconds(10),
                Duration.ofMinutes(5), Duration.ofHours(6), 10, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"at-once, 0", "at-once, 101", "per-workspace, 0", "tries, 0", "answer-time, 0s", "answer-time, 6m",
            "part-time, 61m", "time, 8d", "time, -1s", "retry-after, 3m"})
    void namesThePropertyWhoseValueIsNotAllowed(String property, String value) {
        assertThatThrownBy(() -> bound(Map.of("lorikeet.import." + property, value))).rootCause()
                .hasMessageStartingWith("lorikeet.import." + property + " must be ");
    }

    static ImportLimits bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("lorikeet.import",
                ImportLimits.class);
    }
}
