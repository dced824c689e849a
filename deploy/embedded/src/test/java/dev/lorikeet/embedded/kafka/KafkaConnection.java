package dev.lorikeet.embedded.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Plain clients, set up as our services set up theirs. */
record KafkaConnection(String bootstrapServers, Admin admin) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);

    static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
    }

    KafkaProducer<String, String> producer(Map<String, String> configs) {
        var all = new HashMap<String, Object>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all",
                "enable.idempotence", "true"));
        all.putAll(configs);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /** Returns once all are acknowledged. */
    void send(String topic, List<?> values) {
        sendAll(values.stream().map(value -> new ProducerRecord<>(topic, "key", value.toString())).toList());
    }

    void sendPairs(String topic, @Nullable String... keysAndValues) {
        sendAll(IntStream.range(0, keysAndValues.length / 2)
                .mapToObj(pair -> new ProducerRecord<>(topic, keysAndValues[2 * pair], keysAndValues[2 * pair + 1]))
                .toList());
    }

    void sendAll(List<ProducerRecord<String, String>> records) {
        try (var producer = producer(Map.of())) {
            var sent = records.stream().map(producer::send).toList();
            producer.flush();
            sent.forEach(Future::resultNow);
        }
    }

    Consumer<String, String> member(String group, String topic) {
        var consumer = consumer(Map.of("group.id", group, "group.protocol", "consumer", "auto.offset.reset",
                "earliest", "enable.auto.commit", "false"));
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    List<ConsumerRecord<String, String>> readAll(String topic) {
        return read(topic, Map.of(), 0);
    }

    /** Everything in the topic, for which at least so many records have to come. */
    List<ConsumerRecord<String, String>> readAll(String topic, int atLeast) {
        return read(topic, Map.of(), atLeast);
    }

    List<ConsumerRecord<String, String>> readCommitted(String topic, int atLeast) {
        return read(topic, Map.of("isolation.level", "read_committed"), atLeast);
    }

    List<ConsumerRecord<String, String>> take(Consumer<String, String> consumer, int atLeast) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        var deadline = Instant.now().plus(LIMIT);
        while (records.size() < atLeast && Instant.now().isBefore(deadline)) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    private List<ConsumerRecord<String, String>> read(String topic, Map<String, Object> configs, int atLeast) {
        try (var consumer = consumer(configs)) {
            var partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            var deadline = Instant.now().plus(LIMIT);
            while ((records.size() < atLeast || !isAt(consumer, ends)) && Instant.now().isBefore(deadline)) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static boolean isAt(Consumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Consumer<String, String> consumer(Map<String, Object> configs) {
        var all = new HashMap<String, Object>(Map.of("bootstrap.servers", bootstrapServers));
        all.putAll(configs);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public void close() {
        admin.close();
    }
}
