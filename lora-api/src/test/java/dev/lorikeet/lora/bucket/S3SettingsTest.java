package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3SettingsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bound(Map.of())).isEqualTo(
                new S3Settings(null, null, "us-east-1", "lorikeet", null, null, Duration.ofSeconds(15),
                        Duration.ofMinutes(5)));
    }

    @Test
    void signsForTheAddressThatBrowsersReach() {
        assertThat(bound(Map.of("endpoint", "http://s3:9000")).signedEndpoint())
                .isEqualTo(URI.create("http://s3:9000"));
        assertThat(bound(Map.of("endpoint", "http://s3:9000", "public-endpoint", "https://files.example.org"))
                .signedEndpoint()).isEqualTo(URI.create("https://files.example.org"));
    }

    @ParameterizedTest
    @CsvSource({"bucket, ' '", "access-key, a", "secret-key, a", "endpoint, s3.example.org",
            "public-endpoint, s3.example.org"})
    void namesThePropertyThatIsWrong(String property, String value) {
        assertThatThrownBy(() -> bound(Map.of(property, value))).rootCause()
                .hasMessageContaining("lorikeet.s3." + property)
                .hasMessageContaining(" must ");
    }

    private static S3Settings bound(Map<String, String> more) {
        var properties = new HashMap<>(Map.of("lorikeet.s3.bucket", "lorikeet"));
        more.forEach((name, value) -> properties.put("lorikeet.s3." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bind("lorikeet.s3", S3Settings.class).get();
    }
}
