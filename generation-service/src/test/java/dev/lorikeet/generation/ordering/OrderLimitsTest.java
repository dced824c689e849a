package dev.lorikeet.generation.ordering;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class OrderLimitsTest {
    private static final String PREFIX = "lorikeet.orders";

    @Test
    void allowsAHundredOpenJobs() {
        assertThat(with(Map.of())).isEqualTo(new OrderLimits(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001"})
    void namesWhatIsNotAllowed(String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + ".open-per-workspace", value))).rootCause()
                .hasMessageStartingWith(PREFIX + ".open-per-workspace must ");
    }

    private static OrderLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, OrderLimits.class);
    }
}
