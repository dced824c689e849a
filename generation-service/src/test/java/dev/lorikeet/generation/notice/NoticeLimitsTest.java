package dev.lorikeet.generation.notice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class NoticeLimitsTest {
    private static final String PREFIX = "lorikeet.notices";

    @Test
    void tryTenTimesWithinDaysAndTellNobodyWithoutASecret() {
        var limits = with(Map.of());
        assertThat(limits).isEqualTo(new NoticeLimits(List.of(), Set.of(), 10, Duration.ofSeconds(10),
                Duration.ofHours(24), Duration.ofSeconds(15), 16));
        assertThat(IntStream.range(1, 10).mapToObj(attempts -> limits.after(attempts, 0).toSeconds()))
                .containsExactly(10L, 50L, 250L, 1250L, 6250L, 31_250L, 86_400L, 86_400L, 86_400L);
    }

    @Test
    void spreadTheWaitsByLessThanAFifth() {
        var limits = with(Map.of());
        assertThat(IntStream.range(-50, 50).mapToObj(spread -> limits.after(2, spread)))
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(50)) >= 0
                        && wait.compareTo(Duration.ofSeconds(60)) < 0)
                .contains(Duration.ofSeconds(50), Duration.ofMillis(59_500));
    }

    @ParameterizedTest
    @CsvSource({"secrets, short", "attempts, 0", "attempts, 101", "retry-after, 0s", "longest-wait, 9s", "time, 0s",
            "at-once, 0"})
    void nameWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name);
    }

    @Test
    void doNotTellTheirSecrets() {
        var secret = "a-secret-of-a-test-with-32-bytes-or-more";
        assertThat(with(Map.of(PREFIX + ".secrets", secret))).asString().doesNotContain(secret);
    }

    private static NoticeLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, NoticeLimits.class);
    }
}
