package dev.lorikeet.lora.library;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LibraryLimitsTest {

    @Test
    void hasTheDefaultsThatItDocuments() {
        assertThat(bind(Map.of())).isEqualTo(new LibraryLimits(Duration.ofSeconds(10), Duration.ofMinutes(5)));
    }

    @Test
    void readsEveryProperty() {
        assertThat(bind(Map.of("time", "1s", "late-removal", "0s")))
                .isEqualTo(new LibraryLimits(Duration.ofSeconds(1), Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"time,0s", "late-removal,-1s"})
    void namesThePropertyThatIsOutOfBounds(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessageContaining("lorikeet.library." + property);
    }

    private static LibraryLimits bind(Map<String, String> properties) {
        var source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("lorikeet.library." + name, value));
        return new Binder(source).bindOrCreate("lorikeet.library", LibraryLimits.class);
    }
}
