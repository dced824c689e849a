package dev.lorikeet.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The event log's contract on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaEventLogIT extends EventLogContract {
    private EmbeddedKafka kafka;
    private KafkaEventLog log;

    @BeforeAll
    void startBroker(@TempDir Path directory) {
        kafka = EmbeddedKafka.start(directory, 0);
        var defaults = DeliveryLimits.defaults();
        var quick = new DeliveryLimits.BackOff(Duration.ofMillis(50), Duration.ofMillis(200));
        log = new KafkaEventLog(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new DeliveryLimits(defaults.commit(), defaults.relay(), defaults.consumer(), defaults.work(), quick));
    }

    @AfterAll
    void stopBroker() {
        log.close();
        kafka.close();
    }

    @Override
    protected EventLog log() {
        return log;
    }
}
