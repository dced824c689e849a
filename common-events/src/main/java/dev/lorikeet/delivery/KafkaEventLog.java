package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Kafka. Its clients block, so each of their calls has a virtual thread of its own. */
final class KafkaEventLog implements EventLog, AutoCloseable {
    private final Map<String, Object> common;
    private final DeliveryLimits limits;
    private final Scheduler blocking = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(),
            "kafka");
    private final Producer<byte[], byte[]> appender;

    /** @param common where the brokers are and how to reach them, as Kafka's own clients call it */
    KafkaEventLog(Map<String, Object> common, DeliveryLimits limits) {
        this.common = Map.copyOf(common);
        this.limits = limits;
        this.appender = new KafkaProducer<>(producing(Map.of()));
    }

    @Override
    public Mono<Publisher> open(String name) {
        return Mono.fromCallable(() -> new KafkaProducer<byte[], byte[]>(producing(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, name,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000))))
                .subscribeOn(blocking)
                .flatMap(producer -> new KafkaPublisher(name, producer, blocking).open());
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return Mono.<Void>create(sink -> {
            var _ = appender.send(KafkaRecords.write(record), (_, failure) -> {
                if (failure == null) {
                    sink.success();
                } else {
                    sink.error(new Unavailable("Kafka did not take a record for " + record.topic(), failure));
                }
            });
        }).subscribeOn(blocking);
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<DeliveredRecord, Mono<Void>> handler) {
        return new KafkaSubscription(topic, group, consuming(group), limits, handler).start();
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return Mono.fromCallable(() -> {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(consuming(group))) {
                return new KafkaDrain(consumer, topic, limit).run(handler);
            }
        }).subscribeOn(blocking);
    }

    private Map<String, Object> producing(Map<String, Object> special) {
        var properties = new HashMap<>(common);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A broker that was killed may refuse the second of several batches in flight until they time out.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        properties.putAll(special);
        return properties;
    }

    private Map<String, Object> consuming(String group) {
        var properties = new HashMap<>(common);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    @Override
    public void close() {
        appender.close(Duration.ofSeconds(2));
        blocking.dispose();
    }
}
