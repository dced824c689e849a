package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CatalogueLimitsTest {
    private static final String PREFIX = "lorikeet.catalogue";

    @Test
    void remembersRemovalsLongerThanAnythingOldCanArrive() {
        assertThat(with(Map.of())).isEqualTo(new CatalogueLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), 3,
                Duration.ofDays(31), Duration.ofDays(6), Duration.ofHours(1), 200));
    }

    @ParameterizedTest
    @CsvSource({"settle, -1s", "late, -1s", "most-misses, 1", "remember-removed, 6d", "stale-after, 7d",
            "stale-after, 0s", "look-after, 0s", "batch, 0"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name + " must ");
    }

    private static CatalogueLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, CatalogueLimits.class);
    }
}
