package dev.lorikeet.embedded.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker is killed in the middle of writes; nothing that it acknowledged may be missing. */
class KafkaKillIT {
    private static final int KILLS = 5;
    private static final int ACKNOWLEDGED_BETWEEN_KILLS = 2_000;
    private static final int UNACKNOWLEDGED_AT_MOST = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void acknowledgedRecordsSurviveKills(@TempDir Path directory) throws Exception {
        var port = LoopbackPort.free();
        var restarts = new ArrayList<Long>();
        var broker = BrokerProcess.start(directory, port);
        var writing = new AtomicBoolean(true);
        try (var kafka = KafkaConnection.to(LoopbackPort.HOST + ":" + port); var producer = producer(kafka)) {
            var writer = Thread.ofVirtual().start(() -> write(producer, writing));
            for (var kill = 0; kill < KILLS; kill++) {
                var before = acknowledged.size();
                await().atMost(LIMIT).until(() -> acknowledged.size() > before + ACKNOWLEDGED_BETWEEN_KILLS);
                broker.kill();
                var killed = System.nanoTime();
                broker = BrokerProcess.start(directory, port);
                restarts.add(Duration.ofNanos(System.nanoTime() - killed).toMillis());
            }
            writing.set(false);
            writer.join();
            producer.flush();

            var found = kafka.readAll(TOPIC, acknowledged.size())
                    .stream()
                    .map(ConsumerRecord::value)
                    .collect(Collectors.toSet());
            var lost = acknowledged.stream().filter(value -> !found.contains(value)).toList();
            System.out.printf("Kafka: %d kills, %d of %d acknowledged records lost; restarts took %s ms%n", KILLS,
                    lost.size(), acknowledged.size(), restarts);
            assertThat(lost).isEmpty();
        } finally {
            broker.close();
        }
    }

    /**
     * One request at a time: a broker that was killed may remember only the last batch of a producer; an older one
     * that is sent again is then refused as out of order until its delivery times out.
     */
    private static KafkaProducer<String, String> producer(KafkaConnection kafka) {
        return kafka.producer(Map.of("max.in.flight.requests.per.connection", "1", "max.block.ms", "60000"));
    }

    private void write(KafkaProducer<String, String> producer, AtomicBoolean writing) {
        var mayBeSent = new Semaphore(UNACKNOWLEDGED_AT_MOST);
        for (var number = 0; writing.get(); number++) {
            mayBeSent.acquireUninterruptibly();
            var value = String.valueOf(number);
            var _ = producer.send(new ProducerRecord<>(TOPIC, "key" + value, value), (_, failure) -> {
                mayBeSent.release();
                if (failure == null) {
                    acknowledged.add(value);
                }
            });
        }
    }
}
