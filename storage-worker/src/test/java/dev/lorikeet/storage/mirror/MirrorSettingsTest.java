package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MirrorSettingsTest {
    private static final String VOLUME = "lorikeet.mirror.volumes.agv6w2qcg7.";

    private static MirrorSettings settings(Map<String, String> settings) {
        return Settings.of("lorikeet.mirror", MirrorSettings.class, settings);
    }

    @Test
    void hasNoVolumesUnlessTheyAreConfigured() {
        var settings = settings(Map.of());
        assertThat(settings.volumes()).isEmpty();
        assertThat(settings.parallel()).isEqualTo(2);
        assertThat(settings.partSize()).isEqualTo(DataSize.ofMegabytes(50));
        assertThat(settings.partsAtOnce()).isEqualTo(2);
        assertThat(settings.tries()).isEqualTo(5);
        assertThat(settings.callTries()).isEqualTo(8);
        assertThat(settings.lookAgainAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keepsTheKeysOfAVolumeToItself() {
        var at = settings(Map.of(VOLUME + "endpoint", "https://s3api-eu-ro-1.runpod.io", VOLUME + "region", "EU-RO-1",
                VOLUME + "access-key", "user_abc", VOLUME + "secret-key", "rps_secret")).volumes().get("agv6w2qcg7");
        assertThat(at).extracting("secretKey").isEqualTo("rps_secret");
        assertThat(at).asString().contains("EU-RO-1").doesNotContain("rps_secret").doesNotContain("user_abc");
    }

    @Test
    void takesVolumesFromTheEnvironment() {
        var volume = "LORIKEET_MIRROR_VOLUMES_AGV6W2QCG7_";
        var environment = new SystemEnvironmentPropertySource("systemEnvironment",
                Map.of(volume + "ENDPOINT", "https://s3api-eu-ro-1.runpod.io", volume + "REGION", "EU-RO-1",
                        volume + "ACCESSKEY", "user_abc", volume + "SECRETKEY", "rps_secret"));
        var settings = new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(environment)))
                .bindOrCreate("lorikeet.mirror", MirrorSettings.class);
        assertThat(settings.volumes()).containsOnlyKeys("agv6w2qcg7");
        assertThat(settings.volumes().get("agv6w2qcg7")).extracting("accessKey").isEqualTo("user_abc");
    }

    /** A minute at least, five seconds for each gigabyte, and twice as long at each try. */
    @Test
    void waitsLongerForLargeFilesAndAtEachTry() {
        var settings = settings(Map.of());
        assertThat(settings.completeTime(1, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.completeTime(DataSize.ofGigabytes(20).toBytes(), 1)).isEqualTo(Duration.ofSeconds(100));
        assertThat(settings.completeTime(1, 3)).isEqualTo(Duration.ofMinutes(4));
    }

    @ParameterizedTest
    @CsvSource({"part-size, 500MB", "part-size, 1KB", "parallel, 0", "parts-at-once, 33", "tries, 0", "call-tries, 0",
            "pause, 0s", "part-time, 0s", "complete-time, 0s", "complete-time-per-gigabyte, 0s", "call-time, 0s",
            "look-again-after, 0s"})
    void namesTheSettingThatCannotBe(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of("lorikeet.mirror." + name, value)))
                .rootCause()
                .hasMessageStartingWith("lorikeet.mirror." + name + " must");
    }
}
