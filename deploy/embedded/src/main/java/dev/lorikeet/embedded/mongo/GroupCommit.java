package dev.lorikeet.embedded.mongo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
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
    private final Duration upkeepAfter;
    private final Consumer<Throwable> dead;
    private final Thread thread;
    private volatile long covered;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** {@code dead} is told once when nothing can be saved any more, unless it is being closed. */
    GroupCommit(CommitLog commitLog, Consumer<Throwable> dead) {
        this(commitLog, UPKEEP, dead);
    }

    GroupCommit(CommitLog commitLog, Duration upkeepAfter, Consumer<Throwable> dead) {
        this.commitLog = commitLog;
        this.upkeepAfter = upkeepAfter;
        this.dead = dead;
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
            serve();
        } catch (Throwable e) { // an error as well (H2 has assertions): replies must not wait for ever
            die(e);
        }
    }

    private void serve() throws InterruptedException {
        long upkeepDue = Long.MAX_VALUE;
        while (!closed) {
            CompletableFuture<Long> first = next(upkeepDue);
            if (first != null) {
                commit(first);
                upkeepDue = Math.min(upkeepDue, System.nanoTime() + upkeepAfter.toNanos());
            }
            if (upkeepDue - System.nanoTime() <= 0) {
                upkeepDue = upkeep() ? System.nanoTime() + upkeepAfter.toNanos() : Long.MAX_VALUE;
            }
        }
    }

    private void die(Throwable e) {
        log.error("The store cannot be written any more; nothing is acknowledged from here on", e);
        boolean closing = closed;
        failure = e;
        closed = true;
        fail(e);
        if (!closing) {
            dead.accept(e);
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
        } catch (Throwable e) {
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

    /** Writes go on while the disk syncs. */
    private boolean upkeep() {
        boolean more = tidyAlone();
        commitLog.sync();
        return more;
    }

    private boolean tidyAlone() {
        turn.writeLock().lock();
        try {
            return commitLog.tidy();
        } finally {
            turn.writeLock().unlock();
        }
    }

    private void fail(Throwable cause) {
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
        endThread();
        try {
            saveTheRest();
        } finally {
            fail(new IllegalStateException("the store is closed"));
        }
    }

    /** Without an interrupt, which would close the file under whatever the thread is writing. */
    private void endThread() {
        waiting.add(new CompletableFuture<>());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void saveTheRest() {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("The store failed while it was closed", cause);
        }
        commitAlone();
    }
}
