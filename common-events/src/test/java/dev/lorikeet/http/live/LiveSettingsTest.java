package dev.lorikeet.http.live;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LiveSettingsTest {

    @Test
    void hasTheDefaultsThatItDocuments() {
        assertThat(bind(Map.of())).isEqualTo(new LiveSettings(Duration.ofMinutes(10), 10_000, 256, 10_000, 50,
                Duration.ofSeconds(15), Duration.ofSeconds(5)));
    }

    @Test
    void readsEveryProperty() {
        var all = bind(Map.of("replay", "1m", "remember", "2", "buffer", "3", "most-subscribers", "4", "heartbeat",
                "5s", "catch-up", "6s"));
        assertThat(all).isEqualTo(
                new LiveSettings(Duration.ofMinutes(1), 2, 3, 4, 50, Duration.ofSeconds(5), Duration.ofSeconds(6)));
    }

    @ParameterizedTest
    @CsvSource({"replay,-1s", "remember,0", "buffer,0", "most-subscribers,0", "heartbeat,0s", "catch-up,-1s"})
    void namesThePropertyThatIsOutOfBounds(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessageContaining("lorikeet.live." + property);
    }

    private static LiveSettings bind(Map<String, String> properties) {
        var source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("lorikeet.live." + name, value));
        return new Binder(source).bindOrCreate("lorikeet.live", LiveSettings.class);
    }
}
