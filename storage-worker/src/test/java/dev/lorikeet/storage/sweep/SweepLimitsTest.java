package dev.lorikeet.storage.sweep;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SweepLimitsTest {
    private static final String PREFIX = "lorikeet.sweep.";

    @Test
    void sweepsEveryHourAndEverythingOnceADayByDefault() {
        assertThat(with(Map.of())).isEqualTo(
                new SweepLimits(Duration.ofHours(1), Duration.ofHours(2), Duration.ofDays(7), 3, Duration.ofHours(24),
                        20, 10, false));
    }

    @ParameterizedTest
    @CsvSource({"every, 0s", "every, -1s", "grace, -1s", "unheard, 119m", "recent-days, 0", "whole-every, 59m"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + name + " must ");
    }

    private static SweepLimits with(Map<String, String> settings) {
        return Settings.of("lorikeet.sweep", SweepLimits.class, settings);
    }
}
