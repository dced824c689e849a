package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/** One walk over what a topic holds at its start and a group has not had yet. */
final class KafkaDrain {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final int limit;

    KafkaDrain(Consumer<byte[], byte[]> consumer, String topic, int limit) {
        this.consumer = consumer;
        this.topic = topic;
        this.limit = limit;
    }

    long run(Function<WireRecord, Mono<Void>> handler) {
        var partitions = consumer.partitionsFor(topic)
                .stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        long handled = 0;
        while (handled < limit && somethingLeft(ends)) {
            for (var record : consumer.poll(POLL)) {
                if (handled == limit) {
                    return handled;
                }
                handle(record, handler);
                handled++;
            }
        }
        return handled;
    }

    private boolean somethingLeft(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, Function<WireRecord, Mono<Void>> handler) {
        handler.apply(KafkaRecords.read(record)).block();
        consumer.commitSync(Map.of(new TopicPartition(topic, record.partition()),
                new OffsetAndMetadata(record.offset() + 1)));
    }
}
