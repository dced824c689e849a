package dev.lorikeet.delivery;

import java.util.Map;

/** Opens the door to the real log for tests of what stands on it. */
public final class KafkaLogs {
    private KafkaLogs() {}

    public static EventLog at(String bootstrapServers) {
        return new KafkaEventLog(Map.of("bootstrap.servers", bootstrapServers), DeliveryLimits.defaults());
    }

    public static void close(EventLog log) {
        ((KafkaEventLog) log).close();
    }
}
