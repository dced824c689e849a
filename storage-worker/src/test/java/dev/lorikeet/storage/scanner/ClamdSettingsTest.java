package dev.lorikeet.storage.scanner;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ClamdSettingsTest {
    private static final String PREFIX = "lorikeet.clamd.";

    @Test
    void scansNothingByDefault() {
        assertThat(with(Map.of())).isEqualTo(new ClamdSettings(null, 3310, DataSize.ofMegabytes(25),
                DataSize.ofMegabytes(1), Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource({"host, ' '", "port, 0", "port, 65536", "chunk, 0B", "chunk, 65MB", "time, 0s"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + name + " must ");
    }

    private static ClamdSettings with(Map<String, String> settings) {
        return Settings.of("lorikeet.clamd", ClamdSettings.class, settings);
    }
}
