package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/**
 * A blocking reader of a topic without a group. It keeps its positions when it fails, so that running it again goes on
 * where it was.
 */
final class KafkaTail {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);
    /**
     * So many offsets earlier than a point in time. Transactions leave markers between records; somebody who has had
     * the last record before that point must find his position covered, although it lies before the marker.
     */
    private static final int EARLIER = 10;

    private final String topic;
    private final Map<Integer, Long> positions;
    private final Instant otherwise;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private boolean begun;
    private boolean behind;

    KafkaTail(String topic, Map<Integer, Long> offsets, Instant otherwise,
            Supplier<Consumer<byte[], byte[]>> clients) {
        this.topic = topic;
        this.positions = new HashMap<>(offsets);
        this.otherwise = otherwise;
        this.clients = clients;
    }

    /** Returns when the sink is cancelled, or has been told of a failure. */
    void run(FluxSink<Tailed<WireRecord>> sink) {
        try {
            var consumer = clients.get();
            try {
                follow(consumer, sink);
            } finally {
                close(consumer);
            }
        } catch (OffsetOutOfRangeException lost) {
            lost.partitions().forEach(partition -> positions.remove(partition.partition()));
            sink.error(new Unavailable("Kafka no longer has what comes next of " + topic, lost));
        } catch (KafkaException failure) {
            sink.error(new Unavailable("Kafka cannot be reached", failure));
        } catch (RuntimeException failure) {
            sink.error(failure);
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, FluxSink<Tailed<WireRecord>> sink) {
        var partitions = partitions(consumer);
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        begin(consumer, ends, sink);
        while (!sink.isCancelled()) {
            read(consumer, sink);
            if (behind && caughtUp(consumer, ends)) {
                behind = false;
                sink.next(new Tailed.CaughtUp<>());
            }
        }
    }

    /**
     * In a thread that nobody knows: our own end interrupts this one, once or twice and also while it closes, and Kafka
     * takes that for a failure.
     */
    private static void close(Consumer<?, ?> consumer) {
        Thread.ofVirtual().name("kafka-tail-closing").start(() -> {
            try {
                consumer.close(CloseOptions.timeout(CLOSED_WITHIN));
            } catch (KafkaException failure) {
                LOG.debug("a client of Kafka did not close", failure);
            }
        });
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        var partitions = consumer.partitionsFor(topic)
                .stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new Unavailable(topic + " has no partitions yet", Duration.ofSeconds(5));
        }
        return partitions;
    }

    private void begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends,
            FluxSink<Tailed<WireRecord>> sink) {
        var unknown = ends.keySet().stream().filter(one -> !positions.containsKey(one.partition())).toList();
        starts(consumer, unknown, ends).forEach((one, offset) -> positions.put(one.partition(), offset));
        ends.keySet().forEach(one -> consumer.seek(one, positions.getOrDefault(one.partition(), 0L)));
        if (!begun || !unknown.isEmpty()) {
            begun = true;
            behind = true;
            sink.next(new Tailed.Began<>(new TreeMap<>(positions)));
        }
    }

    private Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        var starts = new HashMap<TopicPartition, Long>();
        var beginnings = consumer.beginningOffsets(partitions);
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(one -> times.put(one, otherwise.toEpochMilli()));
        var found = consumer.offsetsForTimes(times);
        for (var one : partitions) {
            var newer = found.get(one);
            long start = newer == null ? ends.getOrDefault(one, 0L) : newer.offset();
            starts.put(one, Math.max(beginnings.getOrDefault(one, 0L), start - EARLIER));
        }
        return starts;
    }

    /** Fetches nothing while nobody asks for more, so that at most one batch waits in memory. */
    private void read(Consumer<byte[], byte[]> consumer, FluxSink<Tailed<WireRecord>> sink) {
        if (sink.requestedFromDownstream() == 0) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            positions.put(record.partition(), record.offset() + 1);
            sink.next(new Tailed.Item<>(record.partition(), record.offset(), KafkaRecords.read(record)));
        }
    }

    private static boolean caughtUp(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
