package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.List;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A transactional producer, for one property of it only: the broker refuses whoever opened the same name before.
 * Nothing relies on a batch being atomic, and readers do not wait for its end.
 */
final class KafkaPublisher implements EventLog.Publisher {
    /** What a broker can surely take before a transaction times out. */
    private static final int MOST_AT_ONCE = 500;

    private final String name;
    private final Producer<byte[], byte[]> producer;
    private final Scheduler blocking;

    KafkaPublisher(String name, Producer<byte[], byte[]> producer, Scheduler blocking) {
        this.name = name;
        this.producer = producer;
        this.blocking = blocking;
    }

    Mono<EventLog.Publisher> open() {
        return Mono.fromRunnable(producer::initTransactions)
                .subscribeOn(blocking)
                .onErrorResume(failure -> close().then(Mono.error(explained(failure))))
                .thenReturn(this);
    }

    @Override
    public Mono<Void> publish(List<WireRecord> records) {
        return Mono.<Void>fromRunnable(() -> {
            for (int from = 0; from < records.size(); from += MOST_AT_ONCE) {
                publishNow(records.subList(from, Math.min(from + MOST_AT_ONCE, records.size())));
            }
        }).subscribeOn(blocking).onErrorMap(KafkaException.class, this::explained);
    }

    private void publishNow(List<WireRecord> records) {
        producer.beginTransaction();
        for (var record : records) {
            // The commit waits for every record, and fails when one of them did.
            var _ = producer.send(KafkaRecords.write(record));
        }
        producer.commitTransaction();
    }

    @Override
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(() -> producer.close(Duration.ofSeconds(2))).subscribeOn(blocking);
    }

    private Throwable explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new Fenced("publisher " + name);
            }
        }
        return new Unavailable("Kafka did not take events from " + name, failure);
    }
}
