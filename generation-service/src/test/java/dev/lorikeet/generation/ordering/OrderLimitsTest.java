package dev.lorikeet.generation.ordering;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class OrderLimitsTest {
    private static final String PREFIX = "lorikeet.orders";

    @Test
    void allowsAHundredOpenJobsAndHalfOfAQueue() {
        assertThat(with(Map.of())).isEqualTo(new OrderLimits(100, 50));
    }

    @ParameterizedTest
    @CsvSource({"open-per-workspace, 0", "open-per-workspace, -1", "open-per-workspace, 10001", "share-of-queue, 0",
            "share-of-queue, 101"})
    void namesWhatIsNotAllowed(String name, String value) {
        assertThatThrownBy(() -> with(Map.of(PREFIX + "." + name, value))).rootCause()
                .hasMessageStartingWith(PREFIX + "." + name + " must ");
    }

    @ParameterizedTest
    @CsvSource({"200, 50, 100", "200, 100, 200", "100000, 100, 100000", "3, 50, 1", "1, 50, 1", "1, 1, 1"})
    void leavesAPartOfEveryQueueToOthersAndSomethingToEverybody(int mostQueued, int share, int most) {
        assertThat(new OrderLimits(100, share).mostWaiting(mostQueued)).isEqualTo(most);
    }

    private static OrderLimits with(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, OrderLimits.class);
    }
}
