package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BackOffHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A blocking listener on virtual threads, one record at a time per partition. While a record fails, its partition is
 * paused and its consumer goes on polling, so that the wait costs neither the other partitions nor the group membership.
 */
final class KafkaSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSubscription.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final SimpleAsyncTaskScheduler resumptions = new SimpleAsyncTaskScheduler();

    KafkaSubscription(String topic, String group, Map<String, Object> consuming, DeliveryLimits limits,
            Function<WireRecord, Mono<Void>> handler) {
        var threads = new SimpleAsyncTaskExecutor(group + "-");
        threads.setVirtualThreads(true);
        resumptions.setVirtualThreads(true);
        var properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        properties.setListenerTaskExecutor(threads);
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(STOP_WITHIN.toMillis());
        // Without it, a permission that is missing for a moment would end the listener for good.
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        properties.setMissingTopicsFatal(false);
        properties.setMessageListener((MessageListener<byte[], byte[]>) record -> deliver(record, handler));
        container = new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(consuming), properties);
        container.setConcurrency(limits.consumer().threads());
        container.setBeanName(group + "-" + topic);
        container.setCommonErrorHandler(retrying(limits.backOff()));
    }

    Disposable start() {
        container.start();
        return () -> {
            container.stop();
            resumptions.close();
        };
    }

    /** The one place outside main that blocks. */
    private static void deliver(ConsumerRecord<byte[], byte[]> record, Function<WireRecord, Mono<Void>> handler) {
        var partition = new TopicPartition(record.topic(), record.partition());
        try {
            handler.apply(KafkaRecords.read(record)).block();
        } catch (RuntimeException failure) {
            throw new Undelivered(partition, failure);
        } catch (LinkageError | StackOverflowError broken) {
            // An Error would end the listener, and with it everything that comes after this record.
            LOG.error("A handler of {} is broken; its record is tried again", record.topic(), broken);
            throw new Undelivered(partition, broken);
        }
    }

    private static final class Undelivered extends RuntimeException {
        private final transient TopicPartition partition;

        Undelivered(TopicPartition partition, Throwable cause) {
            super(cause);
            this.partition = partition;
        }
    }

    /** Gives up on nothing: that is the handler's decision, and it knows the attempt. */
    private DefaultErrorHandler retrying(DeliveryLimits.BackOff limits) {
        var backOff = new ExponentialBackOff(limits.first().toMillis(), 2);
        backOff.setMaxInterval(limits.longest().toMillis());
        var errors = new DefaultErrorHandler((record, failure) -> {
            throw new IllegalStateException("gave up on a record of " + record.topic(), failure);
        }, backOff, new PartitionPausing());
        // By default some exceptions, a ClassCastException for one, would skip the record instead.
        errors.setClassifications(Map.of(), true);
        errors.setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
        return errors;
    }

    private final class PartitionPausing implements BackOffHandler {
        @Override
        public void onNextBackOff(@Nullable MessageListenerContainer whole, @Nullable Exception failure, long wait) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Undelivered undelivered) {
                    pause(undelivered.partition, wait);
                    return;
                }
            }
            throw new IllegalStateException("no record failed", failure);
        }
    }

    /** All consumers are told to go on: the container tells only the one that has the partition by then, if any. */
    private void pause(TopicPartition partition, long wait) {
        container.pausePartition(partition);
        var _ = resumptions.schedule(() -> container.getContainers().forEach(one -> one.resumePartition(partition)),
                resumptions.getClock().instant().plusMillis(wait));
    }
}
