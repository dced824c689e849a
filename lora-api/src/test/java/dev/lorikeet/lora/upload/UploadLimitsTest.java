package dev.lorikeet.lora.upload;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class UploadLimitsTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final UploadLimits DEFAULTS = bound(Map.of());

    @Test
    void hasTheseDefaults() {
        assertThat(DEFAULTS).isEqualTo(new UploadLimits(DataSize.ofBytes(5L * 1024 * 1024 * 1024),
                DataSize.ofMegabytes(64), DataSize.ofMegabytes(16), 10_000, Duration.ofHours(24), Duration.ofHours(1),
                100, 10, DataSize.ofMegabytes(8), 4, Duration.ofHours(1), Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({"largest-file, 0B", "largest-file, 60TB", "single-put, 0B", "single-put, 6GB", "part-size, 4MB",
            "part-size, 6GB", "most-parts, 0", "most-parts, 10001", "ticket, 0s", "url-validity, 0s",
            "url-validity, 3601s", "parts-per-request, 0", "parts-in-ticket, 0", "form-stall, -1s"})
    void namesThePropertyWhoseValueIsNotAllowed(String property, String value) {
        assertThatThrownBy(() -> bound(Map.of("lorikeet.upload." + property, value))).rootCause()
                .hasMessageStartingWith("lorikeet.upload." + property + " must be from ");
    }

    @Test
    void putsAFileInOnePieceUpToTheLimitAndInPartsAboveIt() {
        assertThat(DEFAULTS.plan(1)).isEqualTo(new UploadPlan(Strategy.SINGLE, 1, 1));
        assertThat(DEFAULTS.plan(64 * MEBIBYTE)).isEqualTo(new UploadPlan(Strategy.SINGLE, 64 * MEBIBYTE, 1));
        assertThat(DEFAULTS.plan(64 * MEBIBYTE + 1)).isEqualTo(new UploadPlan(Strategy.MULTIPART, 16 * MEBIBYTE, 5));
        assertThat(DEFAULTS.plan(5120 * MEBIBYTE)).isEqualTo(new UploadPlan(Strategy.MULTIPART, 16 * MEBIBYTE, 320));
    }

    @Test
    void makesPartsLargerRatherThanTooMany() {
        long most = 10_000 * 16 * MEBIBYTE;
        assertThat(DEFAULTS.plan(most)).isEqualTo(new UploadPlan(Strategy.MULTIPART, 16 * MEBIBYTE, 10_000));
        assertThat(DEFAULTS.plan(most + 1)).isEqualTo(new UploadPlan(Strategy.MULTIPART, 17 * MEBIBYTE, 9_412));
    }

    private static UploadLimits bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("lorikeet.upload",
                UploadLimits.class);
    }
}
