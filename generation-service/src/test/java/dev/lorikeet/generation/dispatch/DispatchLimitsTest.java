package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DispatchLimitsTest {
    private static final String PREFIX = "lorikeet.dispatch";

    @Test
    void fitsARunPodEndpointOfUsualSize() {
        assertThat(with(Map.of())).isEqualTo(new DispatchLimits(10, 4, 2, Duration.ofSeconds(10), Duration.ofHours(2),
                Duration.ofMinutes(30), Duration.ofSeconds(60), 64, Duration.ofSeconds(2), Duration.ofSeconds(8),
                Duration.ofSeconds(5), Duration.ofSeconds(150), Duration.ofMinutes(15), Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"per-endpoint, 0", "per-endpoint, 10001", "per-workspace, 0", "attempts, 0", "attempts, 11",
            "looks, 0", "retry-after, 0s", "queue-time, 0s", "remote-queue-time, -1s", "margin, 0s", "first-look, 0s",
            "queued-look, 0s", "running-look, 0s", "unseen-for, 0s", "unseen-while-waking, 0s", "health-after, 0s"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name + " must ");
    }

    @Test
    void letsRunPodKeepAJobForItsQueueAndTwoRuns() {
        assertThat(with(Map.of()).timeToLive(Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(30 + 2 * 10));
    }

    @Test
    void asksAgainOnlyWhenEvenASlowCallAndAWrongClockLeaveNoDoubt() {
        assertThat(with(Map.of()).forgottenAfter(Duration.ofMinutes(10), Duration.ofSeconds(30)))
                .isEqualTo(Duration.ofMinutes(30 + 2 * 10 + 1).plusSeconds(30));
    }

    private static DispatchLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, DispatchLimits.class);
    }
}
