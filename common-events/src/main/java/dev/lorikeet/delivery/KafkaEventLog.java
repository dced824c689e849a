package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Kafka. Its clients block, so each of their calls has a virtual thread of its own. */
final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);
    private static final int ASKED_FOR = 2_000;

    private final Map<String, Object> common;
    private final DeliveryLimits limits;
    private final Scheduler blocking = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(),
            "kafka");
    private @Nullable Producer<byte[], byte[]> appender;

    /** @param common where the brokers are and how to reach them, as Kafka's own clients call it */
    KafkaEventLog(Map<String, Object> common, DeliveryLimits limits) {
        this.common = Map.copyOf(common);
        this.limits = limits;
    }

    @Override
    public Mono<Publisher> open(String name) {
        return Mono.fromCallable(() -> new KafkaProducer<byte[], byte[]>(producing(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, name,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000))))
                .subscribeOn(blocking)
                .onErrorMap(KafkaException.class, KafkaEventLog::unavailable)
                .flatMap(producer -> new KafkaPublisher(name, producer, blocking).open());
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return Mono.<Void>create(sink -> {
            var _ = appender().send(KafkaRecords.write(record), (_, failure) -> {
                if (failure == null) {
                    sink.success();
                } else {
                    sink.error(new Unavailable("Kafka did not take a record for " + record.topic(), failure));
                }
            });
        }).subscribeOn(blocking).onErrorMap(KafkaException.class, KafkaEventLog::unavailable);
    }

    /** Made when it is first needed: a producer cannot even be made while Kafka has no address. */
    private synchronized Producer<byte[], byte[]> appender() {
        var made = appender;
        if (made == null) {
            made = new KafkaProducer<>(producing(Map.of()));
            appender = made;
        }
        return made;
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        try {
            return new KafkaSubscription(topic, group, consuming(group), limits, handler).start();
        } catch (KafkaException | org.springframework.kafka.KafkaException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return Mono.fromCallable(() -> {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(consuming(group))) {
                return new KafkaDrain(consumer, topic, limit).run(handler);
            }
        }).subscribeOn(blocking).onErrorMap(KafkaException.class, KafkaEventLog::unavailable);
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return Mono.fromCallable(() -> {
            try (var admin = Admin.create(common); var consumer = new KafkaConsumer<byte[], byte[]>(looking())) {
                return new KafkaLag(admin, consumer).isBehind(topic, group);
            }
        }).subscribeOn(blocking).onErrorMap(KafkaException.class, KafkaEventLog::unavailable);
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return Flux.defer(() -> {
            var tail = new KafkaTail(topic, offsets, otherwise, () -> new KafkaConsumer<>(tailing()));
            return Flux.<Tailed<WireRecord>>create(sink -> {
                var _ = blocking.schedule(() -> tail.run(sink));
            })
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, limits.backOff().first())
                            .maxBackoff(limits.backOff().longest())
                            .transientErrors(true)
                            // Nothing runs any more once this log is closed.
                            .filter(failure -> !(failure instanceof RejectedExecutionException))
                            .doBeforeRetry(retry -> LOG.warn("The tail of {} waits: {}", topic,
                                    retry.failure().getMessage())));
        });
    }

    /** What a broker calls the cluster; whoever asks wants to know soon, or that there is none. */
    Mono<String> clusterId() {
        return Mono.fromCallable(() -> {
            try (var admin = Admin.create(common)) {
                return admin.describeCluster(new DescribeClusterOptions().timeoutMs(ASKED_FOR)).clusterId().get();
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
        // A dead letter is the largest record there can be and a reason.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.LARGEST_DEAD_LETTER);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        properties.putAll(special);
        return properties;
    }

    Map<String, Object> consuming(String group) {
        var properties = new HashMap<>(common);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A batch of slow commits must not take so long that the group gives its partitions to somebody else.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 600_000);
        return properties;
    }

    /** What is being written counts as said: whoever wrote it may have died before the mark that ends it. */
    private Map<String, Object> looking() {
        var properties = new HashMap<>(tailing());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return properties;
    }

    private Map<String, Object> tailing() {
        var properties = new HashMap<>(common);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A lost position is for the reader to know about, and not to be mended in silence.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return properties;
    }

    private static Unavailable unavailable(Throwable failure) {
        return new Unavailable("Kafka cannot be reached", failure);
    }

    @Override
    public synchronized void close() {
        if (appender != null) {
            appender.close(Duration.ofSeconds(2));
        }
        blocking.dispose();
    }
}
