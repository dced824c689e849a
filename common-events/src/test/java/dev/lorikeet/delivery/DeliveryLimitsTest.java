package dev.lorikeet.delivery;

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

final class DeliveryLimitsTest {

    @Test
    void hasTheDefaultsThatItDocuments() {
        assertThat(bind(Map.of())).isEqualTo(DeliveryLimits.defaults());
    }

    @Test
    void readsEveryProperty() {
        var all = bind(Map.ofEntries(
                Map.entry("commit.attempts", "1"), Map.entry("commit.outbox-entries", "2"),
                Map.entry("commit.event-size", "3KB"), Map.entry("relay.shards", "4"),
                Map.entry("relay.sweep-every", "5s"), Map.entry("relay.batch", "6"), Map.entry("relay.lease", "7s"),
                Map.entry("consumer.threads", "8"), Map.entry("consumer.tries", "9"),
                Map.entry("consumer.handler-time", "10s"), Map.entry("work.parallel", "11"),
                Map.entry("work.sweep-every", "12s"), Map.entry("work.lease", "13s"),
                Map.entry("back-off.first", "14s"), Map.entry("back-off.longest", "15s")));
        assertThat(all).isEqualTo(new DeliveryLimits(new DeliveryLimits.Commit(1, 2, DataSize.ofKilobytes(3)),
                new DeliveryLimits.Relay(4, Duration.ofSeconds(5), 6, Duration.ofSeconds(7)),
                new DeliveryLimits.Consumer(8, 9, Duration.ofSeconds(10)),
                new DeliveryLimits.Work(11, Duration.ofSeconds(12), Duration.ofSeconds(13)),
                new DeliveryLimits.BackOff(Duration.ofSeconds(14), Duration.ofSeconds(15))));
    }

    @ParameterizedTest
    @CsvSource({"commit.attempts,0", "commit.outbox-entries,0", "commit.outbox-entries,49", "commit.event-size,1MB",
            "relay.shards,0",
            "relay.shards,257", "relay.sweep-every,0s", "relay.batch,0", "relay.lease,-1s", "consumer.threads,0",
            "consumer.tries,0", "consumer.handler-time,0s", "work.parallel,0", "work.sweep-every,0s", "work.lease,0s",
            "back-off.first,0s", "back-off.longest,1ms"})
    void namesThePropertyThatIsOutOfBounds(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessageContaining("lorikeet.delivery." + property);
    }

    @Test
    void doublesTheWaitUpToTheLongest() {
        var backOff = DeliveryLimits.defaults().backOff();
        assertThat(backOff.after(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(backOff.after(3)).isEqualTo(Duration.ofMillis(800));
        assertThat(backOff.after(9)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backOff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    private static DeliveryLimits bind(Map<String, String> properties) {
        var source = new MapConfigurationPropertySource();
        properties.forEach((name, value) -> source.put("lorikeet.delivery." + name, value));
        return new Binder(source).bindOrCreate("lorikeet.delivery", DeliveryLimits.class);
    }
}
