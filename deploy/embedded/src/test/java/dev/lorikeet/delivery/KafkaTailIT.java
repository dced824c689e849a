package dev.lorikeet.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What only a broker can do to a tail. */
final class KafkaTailIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();

    @Test
    void goesOnWithoutLossOrRepetitionWhenTheBrokerIsBack(@TempDir Path directory) {
        var kafka = EmbeddedKafka.start(directory, 0);
        try (var log = log(kafka.bootstrapServers()); var tail = tail(log, Instant.EPOCH)) {
            append(log, "1");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("1"));
            kafka.close();
            kafka = EmbeddedKafka.start(directory, kafka.port());
            append(log, "2");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("1", "2"));
            assertThat(tail.beginnings()).isOne();
        } finally {
            kafka.close();
        }
    }

    @Test
    void beginsWhenABrokerIsThere(@TempDir Path directory) {
        var kafka = EmbeddedKafka.start(directory, 0);
        kafka.close();
        try (var log = log(kafka.bootstrapServers()); var tail = tail(log, Instant.EPOCH)) {
            assertThat(tail.beginnings()).isZero();
            kafka = EmbeddedKafka.start(directory, kafka.port());
            append(log, "1");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("1"));
        } finally {
            kafka.close();
        }
    }

    @Test
    void saysThatItBeginsAnewWhenTheBrokerHasLostWhatComesNext(@TempDir Path before, @TempDir Path after) {
        var kafka = EmbeddedKafka.start(before, 0);
        try (var log = log(kafka.bootstrapServers()); var tail = tail(log, Instant.EPOCH)) {
            append(log, "1");
            append(log, "2");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("1", "2"));
            kafka.close();
            kafka = EmbeddedKafka.start(after, kafka.port());
            append(log, "3");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("1", "2", "3"));
            assertThat(tail.beginnings()).isGreaterThan(1);
        } finally {
            kafka.close();
        }
    }

    @Test
    void doesNotShowWhatWasAborted(@TempDir Path directory) {
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var log = log(kafka.bootstrapServers());
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(),
                        "transactional.id", "test"), new ByteArraySerializer(), new ByteArraySerializer());
                var tail = tail(log, Instant.EPOCH)) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(KafkaRecords.write(record("aborted")));
            producer.flush();
            producer.abortTransaction();
            append(log, "committed");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(tail.bodies()).containsExactly("committed"));
        }
    }

    /** A reader elsewhere that has had everything must find its positions covered, markers or not. */
    @Test
    void beginsBeforeTheMarkersOfTheLastTransaction(@TempDir Path directory) {
        try (var kafka = EmbeddedKafka.start(directory, 0); var log = log(kafka.bootstrapServers())) {
            var publisher = log.open("test").blockOptional(LIMIT).orElseThrow();
            publisher.publish(List.of(record("1"))).block(LIMIT);
            publisher.close().block(LIMIT);
            try (var older = tail(log, Instant.EPOCH).caughtUp();
                    var newer = tail(log, Instant.now().plus(Duration.ofHours(1))).caughtUp()) {
                older.positionsAfter(1)
                        .forEach((partition, position) -> assertThat(newer.positionsAfter(0).get(partition))
                                .isLessThanOrEqualTo(position));
            }
        }
    }

    private static KafkaEventLog log(String servers) {
        var defaults = DeliveryLimits.defaults();
        var quick = new DeliveryLimits.BackOff(Duration.ofMillis(50), Duration.ofMillis(200));
        return new KafkaEventLog(Map.of("bootstrap.servers", servers),
                new DeliveryLimits(defaults.commit(), defaults.relay(), defaults.consumer(), defaults.work(), quick));
    }

    private static Tailing tail(EventLog log, Instant since) {
        return new Tailing(log, TOPIC, "key", Map.of(), since);
    }

    private static void append(EventLog log, String body) {
        log.append(record(body)).retry().block(LIMIT);
    }

    private static WireRecord record(String body) {
        return new WireRecord(TOPIC, "key", new TreeMap<>(), body);
    }
}
