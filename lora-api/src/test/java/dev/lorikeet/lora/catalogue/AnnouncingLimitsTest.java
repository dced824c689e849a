package dev.lorikeet.lora.catalogue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AnnouncingLimitsTest {
    private static final String PREFIX = "lorikeet.announcing";

    @Test
    void announcesEveryTenMinutes() {
        assertThat(with(Map.of()))
                .isEqualTo(new AnnouncingLimits(Duration.ofMinutes(10), 200, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"every, 0s", "batch, 0", "pause, -1s"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name + " must ");
    }

    private static AnnouncingLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, AnnouncingLimits.class);
    }
}
