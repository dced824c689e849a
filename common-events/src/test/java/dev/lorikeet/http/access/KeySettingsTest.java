package dev.lorikeet.http.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KeySettingsTest {
    private static final String PREFIX = "lorikeet.access";

    /** As they are by themselves. */
    static KeySettings in(@Nullable Path file) {
        return bind(file == null ? Map.of() : Map.of(PREFIX + ".keys", file.toString()));
    }

    private static KeySettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(PREFIX, KeySettings.class);
    }

    @Test
    void hasTheDefaultsThatItDocuments() {
        assertThat(in(null)).isEqualTo(new KeySettings(null, Duration.ofSeconds(10), 1_000, DataSize.ofKilobytes(512),
                Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({"look-every, 0s", "most-keys, 0", "largest-file, 0B", "largest-file, 65MB", "longest-stay, 0s"})
    void refusesLimitsThatMakeNoSense(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name + " must ");
    }
}
