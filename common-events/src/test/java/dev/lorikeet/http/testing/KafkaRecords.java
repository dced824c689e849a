package dev.lorikeet.http.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that lies on any topic. */
public final class KafkaRecords {
    private KafkaRecords() {}

    public record Seen(String topic, String key, Map<String, String> headers, String value) {}

    public static List<Seen> of(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics()
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var seen = new ArrayList<Seen>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(seen(record)));
            }
            return seen;
        }
    }

    private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Seen(record.topic(), text(record.key()), headers, text(record.value()));
    }

    private static String text(byte[] bytes) {
        return Optional.ofNullable(bytes).map(some -> new String(some, StandardCharsets.UTF_8)).orElse("");
    }
}
