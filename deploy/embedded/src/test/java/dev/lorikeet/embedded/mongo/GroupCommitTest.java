package dev.lorikeet.embedded.mongo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class GroupCommitTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int ROUNDS = 60;

    private final GatedLog log = new GatedLog();
    private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
    private final GroupCommit commits = new GroupCommit(log, deaths::add);

    /** Commits what was written, but only when it is let. */
    private static final class GatedLog implements CommitLog {
        final Semaphore gate = new Semaphore(0);
        final AtomicInteger entered = new AtomicInteger();
        final AtomicInteger written = new AtomicInteger();
        volatile int saved;
        volatile boolean broken;
        volatile boolean syncBroken;
        volatile @Nullable Error fault;
        final AtomicInteger tidied = new AtomicInteger();

        @Override
        public void commit() {
            entered.incrementAndGet();
            gate.acquireUninterruptibly();
            Error error = fault;
            if (error != null) {
                throw error;
            }
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            saved = written.get();
        }

        @Override
        public void sync() {
            if (syncBroken) {
                throw new IllegalStateException("nothing to sync");
            }
        }

        @Override
        public boolean tidy() {
            if (syncBroken) {
                throw new IllegalStateException("the real reason");
            }
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
    void anErrorFailsRepliesAndIsReportedAsWell() {
        log.fault = new AssertionError("inside H2");
        log.gate.release();

        assertThat(write()).failsWithin(SOON);

        assertThat(write()).failsWithin(SOON);
        await().atMost(SOON).until(() -> !deaths.isEmpty());
        assertThat(deaths).singleElement().isInstanceOf(AssertionError.class);
    }

    @Test
    void aFailureToTidyIsReportedAndNotTheSyncThatWouldFollow() {
        log.syncBroken = true;
        log.gate.release();
        assertThat(write()).succeedsWithin(SOON);

        await().atMost(SOON).until(() -> !deaths.isEmpty());
        assertThat(deaths).singleElement().extracting(Throwable::getMessage).isEqualTo("the real reason");
    }

    @Test
    void closingIsNotADeathWhateverTheThreadIsDoing(@TempDir Path directory) {
        Path file = directory.resolve("rounds.mv");
        for (int round = 0; round < ROUNDS; round++) {
            writeAndClose(file, round);
        }

        try (StoreFile store = StoreFile.open(file)) {
            assertThat(store.documents("db", "rounds").size()).isEqualTo(ROUNDS);
        }
        assertThat(deaths).isEmpty();
    }

    private void writeAndClose(Path file, int round) {
        try (StoreFile store = StoreFile.open(file);
                GroupCommit committing = new GroupCommit(store, Duration.ofMillis(1), deaths::add)) {
            MVMap<byte[], byte[]> rounds = committing.write(() -> store.documents("db", "rounds"));
            committing.write(() -> rounds.put(new byte[]{(byte) round}, new byte[50_000]));
            assertThat(committing.durable()).succeedsWithin(SOON);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(4_000_000));
        }
    }

    @Test
    void closingSavesWhatNobodyAskedFor() {
        commits.write(log.written::incrementAndGet);
        // The thread may commit once more on its way out, depending on who is faster.
        log.gate.release(2);

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
