package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class KafkaTailTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TOPIC = "topic";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final List<Boolean> interruptedWhileClosing = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayClose = new CountDownLatch(1);
    private final AtomicReference<Throwable> told = new AtomicReference<>();
    private final BaseSubscriber<Tailed<WireRecord>> reader = new BaseSubscriber<>() {
        @Override
        protected void hookOnError(Throwable failure) {
            told.set(failure);
        }
    };

    @AfterEach
    void forget() {
        var _ = Thread.interrupted();
    }

    @Test
    void closesItsClientInPeaceWhenItIsInterrupted() {
        run(() -> {
            reader.cancel();
            Thread.currentThread().interrupt();
        });
        assertClosedInPeace();
        assertThat(Thread.currentThread().isInterrupted()).as("afterwards").isTrue();
    }

    @Test
    void closesItInPeaceWhenKafkaNoticedTheInterruption() {
        run(() -> {
            throw new InterruptException("interrupted while polling");
        });
        assertClosedInPeace();
        assertThat(Thread.currentThread().isInterrupted()).as("afterwards").isTrue();
        assertThat(told.get()).isInstanceOf(Unavailable.class);
    }

    @Test
    void interruptsNobodyByItself() {
        run(reader::cancel);
        assertClosedInPeace();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** Whoever ends a scheduler interrupts its threads whatever they are at. */
    @Test
    void closesItInPeaceWhenTheInterruptionComesWhileItCloses() {
        run(reader::cancel);
        Thread.currentThread().interrupt();
        assertClosedInPeace();
    }

    private void assertClosedInPeace() {
        boolean interrupted = Thread.interrupted();
        mayClose.countDown();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(interruptedWhileClosing).containsExactly(false));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable whilePolling) {
        var tail = new KafkaTail(TOPIC, Map.of(0, 0L), Instant.EPOCH, () -> client(whilePolling));
        Flux.<Tailed<WireRecord>>create(tail::run).subscribe(reader);
    }

    private MockConsumer<byte[], byte[]> client(Runnable whilePolling) {
        var client = new MockConsumer<byte[], byte[]>("none") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                return Map.of();
            }

            @Override
            public void close(CloseOptions options) {
                try {
                    mayClose.await();
                    interruptedWhileClosing.add(false);
                } catch (InterruptedException interrupted) {
                    interruptedWhileClosing.add(true);
                    Thread.currentThread().interrupt();
                }
                super.close(options);
            }
        };
        client.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        client.updateEndOffsets(Map.of(PARTITION, 0L));
        client.updateBeginningOffsets(Map.of(PARTITION, 0L));
        client.schedulePollTask(whilePolling);
        return client;
    }
}
