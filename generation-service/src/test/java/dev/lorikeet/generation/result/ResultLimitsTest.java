package dev.lorikeet.generation.result;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ResultLimitsTest {
    private static final String PREFIX = "lorikeet.results";

    @Test
    void trustsNobodyUnlessToldTo() {
        assertThat(with(Map.of())).isEqualTo(new ResultLimits(DataSize.ofGigabytes(1), 2, Duration.ofMinutes(5),
                Set.of(), Duration.ofHours(1), DataSize.ofMegabytes(64), Duration.ofSeconds(20)));
        assertThat(with(Map.of(PREFIX + ".trusted-hosts", "a.example.org,b")).trustedHosts())
                .containsExactlyInAnyOrder("a.example.org", "b");
    }

    @ParameterizedTest
    @CsvSource({"largest, 0B", "at-once, 0", "time, 0s", "url-validity, -1s", "thumbnail-from, -1B",
            "thumbnail-time, 0s"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + ".")
                .hasMessageContaining(name);
    }

    private static ResultLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, ResultLimits.class);
    }
}
