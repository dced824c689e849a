package dev.lorikeet.embedded.mongo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class GroupCommitTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final GatedLog log = new GatedLog();
    private final GroupCommit commits = new GroupCommit(log);

    /** Commits what was written, but only when it is let. */
    private static final class GatedLog implements CommitLog {
        final Semaphore gate = new Semaphore(0);
        final AtomicInteger entered = new AtomicInteger();
        final AtomicInteger written = new AtomicInteger();
        volatile int saved;
        volatile boolean broken;
        final AtomicInteger tidied = new AtomicInteger();

        @Override
        public void commit() {
            entered.incrementAndGet();
            gate.acquireUninterruptibly();
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            saved = written.get();
        }

        @Override
        public void sync() {
            // nothing that a test could see
        }

        @Override
        public boolean tidy() {
            return tidied.incrementAndGet() < 3;
        }
    }

    @AfterEach
    void close() {
        log.broken = false;
        log.gate.release(1_000);
        commits.close();
    }

    private CompletableFuture<Long> write() {
        commits.write(log.written::incrementAndGet);
        return commits.durable();
    }

    @Test
    void nothingWrittenIsDurableAtOnce() {
        assertThat(commits.durable()).isDone();
    }

    @Test
    void aWriteIsDurableAfterACommitThatCoversIt() {
        CompletableFuture<Long> durable = write();
        await().atMost(SOON).until(() -> log.entered.get() == 1);
        assertThat(durable).isNotDone();

        log.gate.release();

        assertThat(durable).succeedsWithin(SOON);
        assertThat(log.saved).isOne();
        assertThat(commits.durable()).isDone();
    }

    @Test
    void aReaderWaitsForTheWritesItMayHaveSeen() {
        commits.write(log.written::incrementAndGet);

        CompletableFuture<Long> reader = commits.durable();

        assertThat(reader).isNotDone();
        log.gate.release();
        assertThat(reader).succeedsWithin(SOON);
    }

    @Test
    void writersShareACommit() throws Exception {
        int writers = 32;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            Phaser ready = new Phaser(writers);
            log.gate.release(1_000);
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                IntStream.range(0, writers)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                            ready.arriveAndAwaitAdvance();
                            return write().join();
                        }, threads))
                        .toList()
                        .forEach(done -> {
                            assertThat(done).succeedsWithin(SOON);
                            all.add(done);
                        });
            }
            assertThat(log.entered.get()).isLessThan(all.size() / 2);
        }
    }

    @Test
    void nothingIsAcknowledgedOnceACommitHasFailed() {
        log.broken = true;
        log.gate.release();

        assertThat(write()).failsWithin(SOON);

        assertThat(write()).failsWithin(SOON);
    }

    @Test
    void closingSavesWhatNobodyAskedFor() {
        commits.write(log.written::incrementAndGet);
        log.gate.release(1);

        commits.close();

        assertThat(log.saved).isOne();
        assertThatThrownBy(() -> write().join()).hasMessageContaining("closed");
    }

    @Test
    void anIdleStoreIsTidiedUntilThereIsNothingLeftToDo() {
        log.gate.release();
        assertThat(write()).succeedsWithin(SOON);

        await().atMost(SOON).until(() -> log.tidied.get() == 3);
        assertThat(log.entered).hasValue(1);
    }
}
