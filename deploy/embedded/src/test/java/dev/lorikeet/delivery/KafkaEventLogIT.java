package dev.lorikeet.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The event log's contract on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaEventLogIT extends EventLogContract {
    private static final int SILENCE = 3_000;

    private final DeliveryLimits limits = retrying(new DeliveryLimits.BackOff(Duration.ofMillis(50),
            Duration.ofMillis(200)));
    private final List<KafkaEventLog> logs = new ArrayList<>();
    private EmbeddedKafka kafka;
    private KafkaEventLog log;

    @BeforeAll
    void startBroker(@TempDir Path directory) {
        kafka = EmbeddedKafka.start(directory, 0);
        log = open(limits);
    }

    private KafkaEventLog open(DeliveryLimits those) {
        var opened = new KafkaEventLog(Map.of("bootstrap.servers", kafka.bootstrapServers()), those);
        logs.add(opened);
        return opened;
    }

    private static DeliveryLimits retrying(DeliveryLimits.BackOff backOff) {
        var defaults = DeliveryLimits.defaults();
        return new DeliveryLimits(defaults.commit(), defaults.relay(), defaults.consumer(), defaults.work(), backOff);
    }

    @AfterAll
    void stopBroker() {
        logs.forEach(KafkaEventLog::close);
        kafka.close();
    }

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected EventLog retryingAfter(Duration wait) {
        return open(retrying(new DeliveryLimits.BackOff(wait, wait)));
    }

    /** It falls silent by staying in one record for longer than its group waits for the next question. */
    @Override
    protected Mortal mortal() {
        return new Mortal(new ForwardedEventLog(log) {
            @Override
            public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
                var consuming = new HashMap<>(KafkaEventLogIT.this.log.consuming(group));
                consuming.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, SILENCE);
                return new KafkaSubscription(topic, group, consuming, limits, handler).start();
            }
        }, () -> {});
    }

    @Override
    protected int poll() {
        return (int) log.consuming("any").getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 0);
    }
}
