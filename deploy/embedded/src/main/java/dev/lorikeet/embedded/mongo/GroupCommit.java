package dev.lorikeet.embedded.mongo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a reply tells durable before the reply leaves. Writes run together; a commit runs alone, so that it never
 * saves half of a write, and covers all writes before it. Whoever asks while a commit runs shares the next one.
 *
 * <p>Reads ask as well: a reader must not act on a write that a crash could still take back.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration UPKEEP = Duration.ofMillis(250);

    private final ReentrantReadWriteLock turn = new ReentrantReadWriteLock(true);
    private final AtomicLong begun = new AtomicLong();
    private final LinkedBlockingQueue<CompletableFuture<Long>> waiting = new LinkedBlockingQueue<>();
    private final CommitLog commitLog;
    private final Thread thread;
    private volatile long covered;
    private volatile boolean closed;

    GroupCommit(CommitLog commitLog) {
        this.commitLog = commitLog;
        this.thread = Thread.ofPlatform().name("mongo-commit").daemon().start(this::run);
    }

    /** Runs something that may change the store. */
    <T> T write(Supplier<T> work) {
        turn.readLock().lock();
        try {
            begun.incrementAndGet();
            return work.get();
        } finally {
            turn.readLock().unlock();
        }
    }

    /** Completes when everything that has been written so far would survive the end of the process. */
    CompletableFuture<Long> durable() {
        if (covered >= begun.get()) {
            return CompletableFuture.completedFuture(covered);
        }
        CompletableFuture<Long> durable = new CompletableFuture<>();
        waiting.add(durable);
        if (closed) {
            fail(new IllegalStateException("the store is closed"));
        }
        return durable;
    }

    private void run() {
        try {
            long upkeepDue = Long.MAX_VALUE;
            while (!closed) {
                CompletableFuture<Long> first = next(upkeepDue);
                if (first != null) {
                    commit(first);
                    upkeepDue = Math.min(upkeepDue, System.nanoTime() + UPKEEP.toNanos());
                }
                if (upkeepDue - System.nanoTime() <= 0) {
                    upkeepDue = upkeep() ? System.nanoTime() + UPKEEP.toNanos() : Long.MAX_VALUE;
                }
            }
        } catch (InterruptedException closing) {
            log.debug("the commit thread ends");
        } catch (RuntimeException e) {
            log.error("The store cannot be written any more; nothing is acknowledged from here on", e);
            closed = true;
            fail(e);
        }
    }

    private @Nullable CompletableFuture<Long> next(long upkeepDue) throws InterruptedException {
        return upkeepDue == Long.MAX_VALUE
                ? waiting.take()
                : waiting.poll(Math.max(0, upkeepDue - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void commit(CompletableFuture<Long> first) {
        List<CompletableFuture<Long>> group = new ArrayList<>();
        group.add(first);
        waiting.drainTo(group);
        try {
            commitAlone();
        } catch (RuntimeException e) {
            group.forEach(one -> one.completeExceptionally(e));
            throw e;
        }
        group.forEach(one -> one.complete(covered));
    }

    private void commitAlone() {
        turn.writeLock().lock();
        try {
            long upTo = begun.get();
            commitLog.commit();
            covered = upTo;
        } finally {
            turn.writeLock().unlock();
        }
    }

    private boolean upkeep() {
        turn.writeLock().lock();
        try {
            return commitLog.tidy();
        } finally {
            turn.writeLock().unlock();
            commitLog.sync();
        }
    }

    private void fail(RuntimeException cause) {
        List<CompletableFuture<Long>> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(one -> one.completeExceptionally(cause));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commitAlone();
        fail(new IllegalStateException("the store is closed"));
    }
}
