package dev.lorikeet.generation.callback;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CallbackLimitsTest {
    private static final String PREFIX = "lorikeet.callback";

    @Test
    void takesWhatRunPodReturnsAtMost() {
        assertThat(with(Map.of())).isEqualTo(new CallbackLimits(DataSize.ofMegabytes(48), Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({"largest, 0B", "time, 0s"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name);
    }

    private static CallbackLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, CallbackLimits.class);
    }
}
