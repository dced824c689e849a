package dev.lorikeet.storage.hashing;

import java.util.Map;

import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HashingLimitsTest {
    private static final String PREFIX = "lorikeet.hashing.";

    @Test
    void leavesRoomForEverythingElseByDefault() {
        assertThat(with(Map.of())).isEqualTo(
                new HashingLimits(2, DataSize.ofMegabytes(4), DataSize.ofMegabytes(200), 20));
    }

    @ParameterizedTest
    @CsvSource({"parallel, 1", "chunk, 64KB", "chunk, 64MB", "per-second, 64KB", "duplicates, 1", "duplicates, 100"})
    void takesWhatIsJustAllowed(String name, String value) {
        assertThat(with(Map.of(PREFIX + name, value))).isNotEqualTo(with(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"parallel, 0", "chunk, 65535B", "chunk, 65MB", "per-second, 63KB", "duplicates, 0", "duplicates, 101"})
    void namesWhatIsNot(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + name + " must ");
    }

    private static HashingLimits with(Map<String, String> settings) {
        return Settings.of("lorikeet.hashing", HashingLimits.class, settings);
    }
}
