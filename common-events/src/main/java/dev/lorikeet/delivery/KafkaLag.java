package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether there is a record that a group has not had. The ends of the partitions alone do not tell: the marks that
 * transactions leave take up offsets too.
 */
final class KafkaLag {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_WAITS = 3;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer outside any group */
    KafkaLag(Admin admin, Consumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.consumer = consumer;
    }

    boolean isBehind(String topic, String group) {
        var partitions = consumer.partitionsFor(topic, PATIENCE)
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions, PATIENCE);
        // What was committed may have been deleted since, and then there is nothing before the beginning to be had.
        var had = had(group);
        consumer.beginningOffsets(partitions, PATIENCE)
                .forEach((partition, first) -> consumer.seek(partition,
                        Math.max(first, had.getOrDefault(partition, 0L))));
        return findsARecord(ends);
    }

    private Map<TopicPartition, Long> had(String group) {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(e);
        }
    }

    private boolean findsARecord(Map<TopicPartition, Long> ends) {
        long until = System.nanoTime() + PATIENCE.multipliedBy(MOST_WAITS).toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (!consumer.poll(POLL).isEmpty()) {
                return true;
            }
            if (System.nanoTime() > until) {
                throw new KafkaException("the topic could not be read to its end in time");
            }
        }
        return false;
    }
}
