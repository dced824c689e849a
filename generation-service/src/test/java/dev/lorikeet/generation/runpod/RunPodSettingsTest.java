package dev.lorikeet.generation.runpod;

import java.net.URI;
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

final class RunPodSettingsTest {
    private static final String PREFIX = "lorikeet.runpod";

    @Test
    void staysBelowWhatRunPodAllows() {
        assertThat(with(Map.of())).isEqualTo(new RunPodSettings(URI.create("https://api.runpod.ai/v2"), null, null,
                Duration.ofSeconds(5), Duration.ofSeconds(30), 4, Duration.ofMillis(500), 800, 1600, 80, 50, 50, 20,
                Duration.ofSeconds(15), Duration.ofMinutes(1), DataSize.ofKilobytes(256), DataSize.ofMegabytes(64)));
    }

    @ParameterizedTest
    @CsvSource({"base-url, http://api.runpod.ai/v2", "base-url, ftp://127.0.0.1/v2",
            "webhook-base, http://us.example.org",
            "webhook-base, us.example.org", "webhook-base, https:///generation",
            "webhook-base, https://a:b@example.org",
            "webhook-base, https://us.example.org?a=b", "webhook-base, https://us.example.org/#a", "connect-time, 0s",
            "call-time, -1s", "first-wait, 0s", "open-for, 0s", "refused-for, 0s", "tries, 0", "submits, 0", "looks, 0",
            "cancels, 0",
            "at-once, 0", "window, 0", "failure-rate, 0", "failure-rate, 101", "in-memory, 0B", "in-memory, 3GB",
            "largest-answer, 1KB"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + ".")
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:1234/v2", "http://localhost:1234/v2", "https://example.org/v2"})
    void goesByHttpOnThisMachineOnly(String url) {
        assertThat(with(Map.of(PREFIX + ".base-url", url)).baseUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({"https://us.example.org, https://us.example.org", "https://us.example.org/, https://us.example.org",
            "https://us.example.org/generation//, https://us.example.org/generation",
            "http://127.0.0.1:1234, http://127.0.0.1:1234"})
    void callbacksAreReadyForAPathBehindThem(String given, URI webhookBase) {
        assertThat(with(Map.of(PREFIX + ".webhook-base", given)).webhookBase()).isEqualTo(webhookBase);
    }

    @Test
    void takesAKeyWithTheEndOfItsLine() {
        assertThat(with(Map.of(PREFIX + ".api-key", "rpa_key\n")).apiKey()).isEqualTo("rpa_key");
    }

    @Test
    void showsItsKeyToNobody() {
        var settings = with(Map.of(PREFIX + ".api-key", "rpa_key"));
        assertThat(settings).hasToString("RunPod at https://api.runpod.ai/v2");
        assertThatThrownBy(() -> new RunPodSettings(settings.baseUrl(), "rpa\nkey", null, settings.connectTime(),
                settings.callTime(), 1, settings.firstWait(), 1, 1, 1, 1, 1, 1, settings.openFor(),
                settings.refusedFor(),
                settings.inMemory(), settings.largestAnswer())).hasMessageStartingWith(PREFIX + ".api-key must ")
                .message()
                .doesNotContain("rpa");
    }

    private static RunPodSettings with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, RunPodSettings.class);
    }
}
